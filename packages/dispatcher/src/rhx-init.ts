// `rhx init` is rhachet's own, not a skill: role words alone are short for the usual options.

const isOption = (word: string): boolean => word.startsWith('--') || word === '-h';

/** `rhx init +a -b` is `init --keys --hooks --roles +a -b`; with options of its own it is `init` as it stands. */
export function expandRhxInit(words: string[]): string[] {
  const [word, name, ...rest] = words;
  if (word !== 'rhx' || name !== 'init') return words;
  const onlyRoles = rest.length > 0 && !rest.some(isOption);
  return ['init', ...(onlyRoles ? ['--keys', '--hooks', '--roles'] : []), ...rest];
}
