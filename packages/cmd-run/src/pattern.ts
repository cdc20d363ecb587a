// A word is looked for anywhere in a name; a pattern must fit the whole name.
// A glob library would double the bundle that every `run` reads.
import { usage } from '@rhachet/kit';

const isPattern = (word: string): boolean => /[*?[\]]/.test(word);

/** `*` is any text, `?` one character, `[abc]` `[a-c]` `[!a]` one of, or none of, these. */
function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replaceAll('[!', '[^');
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    throw usage(`not a pattern: ${pattern}`, 'a [ needs its ]; a range goes upwards, as in [a-c]');
  }
}

/** Whether a name fits; every name fits no pattern. */
export function matcher(word: string | undefined): (name: string) => boolean {
  if (word === undefined) return () => true;
  if (!isPattern(word)) return (name) => name.includes(word);
  const pattern = toRegExp(word);
  return (name) => pattern.test(name);
}

/** How the pattern is shown in the title of a list. */
export function patternTitle(word: string | undefined): string {
  if (word === undefined) return '';
  return isPattern(word) ? ` '${word}'` : ` '*${word}*'`;
}
