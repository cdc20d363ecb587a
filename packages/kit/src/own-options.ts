// Which options of a call are rhachet's own, told before anything is parsed: errors need to know it too.
// packages/runtime/bin/launch.sh holds the same rule for `--required`, for the time before a runtime runs.

const NAMES_TARGET = /^(--(skill|init)(=.*)?|-[si].*)$/s;
const NAMES_INIT = /^--command(=.*)?$/s;
const WITH_VALUE = new Set(['--repo', '--role', '-r']);

/** The words in front of the target's name. */
function ownOptions(words: string[]): string[] {
  const [word] = words;
  const own: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const next = words[at] ?? '';
    if (next === '--') break;
    if (word === 'run' && NAMES_TARGET.test(next)) break;
    if (word === 'roles' && NAMES_INIT.test(next)) break;
    if (word === 'rhx' && at > 0 && (next === '-' || !next.startsWith('-'))) break;
    own.push(next);
    if (WITH_VALUE.has(next)) at += 1;
  }
  return own;
}

/** `run --required`: a safety hook that cannot start must not let the action through. */
export const isRequired = (words: string[]): boolean =>
  (words[0] === 'run' || words[0] === 'rhx') && ownOptions(words).includes('--required');

/** Whether errors are to be printed as JSON. */
export const wantsJson = (words: string[]): boolean => ownOptions(words).includes('--json');
