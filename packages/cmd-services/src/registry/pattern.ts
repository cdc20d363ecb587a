// What can be said of a rule's pattern as it is written.

/** Upper-case letters outside escapes such as `\S`. */
export const hasUpperCase = (pattern: string): boolean =>
  /\p{Lu}/u.test(pattern.replace(/\\[pP]\{[^}]*\}|\\./g, ''));

/** Nothing can stand before the start or behind the end of a text. */
export const neverMatches = (pattern: string): boolean =>
  /[^\\|([]\^|\$[^|)]/.test(pattern.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_'));
