// Which of our packages answers which first word. A test compares this with their command.json.

const WORDS: Record<string, string> = {
  run: '@rhachet/cmd-run',
  rhx: '@rhachet/cmd-run',
  roles: '@rhachet/cmd-roles',
  dispatch: '@rhachet/cmd-services',
  'dispatch-to': '@rhachet/cmd-services',
  routes: '@rhachet/cmd-services',
  health: '@rhachet/cmd-services',
  ping: '@rhachet/cmd-services',
  interactive: '@rhachet/cmd-services',
  map: '@rhachet/cmd-map',
  send: '@rhachet/cmd-objects',
  objects: '@rhachet/cmd-objects',
  help: '@rhachet/cmd-all',
  init: '@rhachet/cmd-all',
  list: '@rhachet/cmd-all',
  readme: '@rhachet/cmd-all',
  repo: '@rhachet/cmd-all',
  which: '@rhachet/cmd-all',
  doctor: '@rhachet/cmd-all',
  'shell-init': '@rhachet/cmd-all',
  completion: '@rhachet/cmd-all',
  ask: '@rhachet/cmd-all',
  act: '@rhachet/cmd-all',
  brains: '@rhachet/cmd-all',
  mcp: '@rhachet/cmd-all',
  enroll: '@rhachet/cmd-all',
};

/** The npm names of our command packages. */
export const OWN_PACKAGES = [...new Set(Object.values(WORDS))];

export const ownPackageFor = (word: string): string | undefined =>
  Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
