// What can be said of a rule's pattern without running it.

/** A pattern without metacharacters means whole words. */
export const isWords = (pattern: string): boolean => !/[\\^$.*+?()[\]{}|]/.test(pattern);

/** A group that repeats and is itself repeated can take exponential time: `(a+)+`, `(a|ab)*`, `(.*x)*`. */
const NESTED = /\((?:[^()\\]|\\.)*(?:[+*]|\{\d+,\d*\}|\|)(?:[^()\\]|\\.)*\)(?:[+*]|\{\d+,\})/;

export const isRisky = (pattern: string): boolean => NESTED.test(pattern);

/** Upper-case letters outside escapes such as `\S`. */
export const hasUpperCase = (pattern: string): boolean =>
  /\p{Lu}/u.test(pattern.replace(/\\[pP]\{[^}]*\}|\\./g, ''));

/** Nothing can stand before the start or behind the end of a text. */
export const neverMatches = (pattern: string): boolean =>
  /[^\\|([]\^|\$[^|)]/.test(pattern.replace(/\\./g, '\\').replace(/\[[^\]]*\]/g, 'x'));

/** The alternatives of a pattern that is nothing but words with `|` between them; `undefined` for others. */
export function alternatives(pattern: string): string[] | undefined {
  const parts = pattern.split('|');
  return parts.every((part) => part !== '' && isWords(part)) ? parts : undefined;
}
