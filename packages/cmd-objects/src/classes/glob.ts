// Patterns of bash (`*`, `?`, `[a-z]`), matched without ever going back: their time is length by length, whatever they are.

type Part = '*' | ((character: string) => boolean);

const SPECIAL = /[*?[\\]/;

export const isPlain = (pattern: string): boolean => !SPECIAL.test(pattern);

function parse(pattern: string): Part[] {
  const parts: Part[] = [];
  const letters = Array.from(pattern);
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? '';
    const end = letter === '[' ? endOfSet(letters, at) : -1;
    if (letter === '*') parts.push('*');
    else if (letter === '?') parts.push(() => true);
    else if (end > 0) {
      parts.push(set(letters.slice(at + 1, end)));
      at = end;
    } else {
      const meant = letter === '\\' && at + 1 < letters.length ? (letters[++at] ?? '') : letter;
      parts.push((character) => character === meant);
    }
  }
  return parts;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
};

const CLASS = /^\[:(\w+):\]/;

/** The first of a set may be `]` itself. -1: there is no end, so the bracket is a letter. */
function endOfSet(letters: readonly string[], at: number): number {
  const isNot = letters[at + 1] === '!' || letters[at + 1] === '^';
  const first = at + (isNot ? 2 : 1);
  for (let place = first; place < letters.length; place++) {
    const named = CLASS.exec(letters.slice(place, place + 12).join(''));
    if (named) place += named[0].length - 1;
    else if (letters[place] === '\\') place++;
    else if (letters[place] === ']' && place > first) return place;
  }
  return -1;
}

function set(letters: readonly string[]): (character: string) => boolean {
  const isNot = letters[0] === '!' || letters[0] === '^';
  const members = isNot ? letters.slice(1) : letters;
  const tests: ((character: string) => boolean)[] = [];
  for (let at = 0; at < members.length; at++) {
    const named = CLASS.exec(members.slice(at, at + 12).join(''));
    if (members[at] === '\\' && !named) at++;
    const first = members[at] ?? '\\';
    if (named) {
      const pattern = CLASSES[named[1] ?? ''];
      tests.push((character) => pattern?.test(character) ?? false);
      at += named[0].length - 1;
    } else if (members[at + 1] === '-' && at + 2 < members.length) {
      const last = members[at + 2] ?? '';
      tests.push((character) => first <= character && character <= last);
      at += 2;
    } else tests.push((character) => character === first);
  }
  return (character) => tests.some((test) => test(character)) !== isNot;
}

/** The lengths of all beginnings of `letters` that the pattern matches, in order. */
function lengths(parts: readonly Part[], letters: readonly string[]): number[] {
  const found: number[] = [];
  let places = reach(parts, new Set([0]));
  if (places.has(parts.length)) found.push(0);
  for (const [at, letter] of letters.entries()) {
    const next = new Set<number>();
    for (const place of places) {
      const part = parts[place];
      if (part === '*') next.add(place);
      else if (part?.(letter)) next.add(place + 1);
    }
    places = reach(parts, next);
    if (places.size === 0) break;
    if (places.has(parts.length)) found.push(at + 1);
  }
  return found;
}

/** `*` also matches nothing. */
function reach(parts: readonly Part[], places: Set<number>): Set<number> {
  for (const place of places) if (parts[place] === '*') places.add(place + 1);
  return places;
}

/** Whether all of a text is matched. */
export function matchesGlob(text: string, pattern: string): boolean {
  const letters = Array.from(text);
  return lengths(parse(pattern), letters).at(-1) === letters.length;
}

/** Without the beginning that the pattern matches. */
export function withoutPrefix(
  text: string,
  pattern: string,
  which: 'longest' | 'shortest',
): string {
  const letters = Array.from(text);
  const found = lengths(parse(pattern), letters);
  return letters.slice(found.at(which === 'longest' ? -1 : 0) ?? 0).join('');
}

/** Without the end that the pattern matches. */
export function withoutSuffix(
  text: string,
  pattern: string,
  which: 'longest' | 'shortest',
): string {
  const letters = Array.from(text).reverse();
  const found = lengths(parse(pattern).reverse(), letters);
  return letters
    .slice(found.at(which === 'longest' ? -1 : 0) ?? 0)
    .reverse()
    .join('');
}

/** The longest match at each place, from the left; nothing is no match, but in an empty text. */
export function replaceGlob(
  text: string,
  pattern: string,
  { by, all }: { readonly by: string; readonly all: boolean },
): string {
  if (pattern === '') return text;
  if (isPlain(pattern))
    return all ? text.replaceAll(pattern, () => by) : text.replace(pattern, () => by);
  const parts = parse(pattern);
  const letters = Array.from(text);
  if (letters.length === 0) return matchesGlob('', pattern) ? by : '';
  let result = '';
  for (let at = 0; at < letters.length;) {
    const length = lengths(parts, letters.slice(at)).at(-1) ?? 0;
    if (length === 0) result += letters[at++] ?? '';
    else {
      result += by;
      at += length;
      if (!all) return result + letters.slice(at).join('');
    }
  }
  return result;
}
