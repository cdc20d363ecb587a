// What the pattern of a rule is: words, a regular expression, or one that must not be run by a backtracking engine.
import { foldedWords, holdsPhrase } from './words.ts';

/** A pattern, ready to be stored and matched. */
export type Pattern =
  /** Any of these phrases, as whole words. */
  | { kind: 'words'; phrases: string[][] }
  /** Case-insensitive, unanchored. */
  | { kind: 'regex'; source: string }
  /** As `regex`, run by an engine whose time is linear in the text. */
  | { kind: 'linear'; source: string }
  /** Fits every text: the rule has conditions only. */
  | { kind: 'any' }
  | { kind: 'never'; why: string };

/** What is matched: the text, and its words folded once. */
export interface Said {
  text: string;
  words: string[];
}

export const saying = (text: string): Said => ({ text, words: foldedWords(text) });

/** What makes a pattern a regular expression. `|` alone only lists words. */
const METACHARACTER = /[\\^$.*+?()[\]{}]/;

/** The phrases of a pattern that is written in words, `undefined` for a regular expression. */
export function phrasesOf(pattern: string): string[][] | undefined {
  if (METACHARACTER.test(pattern)) return undefined;
  return pattern
    .split('|')
    .map(foldedWords)
    .filter((phrase) => phrase.length > 0);
}

export type Matcher = (text: string) => boolean;

type CompileLinear = (source: string) => Matcher;

/** The engine whose time is linear in the text. */
let compileLinear: CompileLinear | undefined;

/** For the library, which carries that engine anyway. */
export function useLinear(compile: CompileLinear): void {
  compileLinear = compile;
}

/** Its library is 0.9 MB: only registries with such patterns pay. */
function loadLinear(): CompileLinear {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  return (require('#linear') as typeof import('#linear')).compileLinear;
}

/** Throws where the pattern needs backtracking. */
export function linearMatcher(source: string): Matcher {
  compileLinear ??= loadLinear();
  return compileLinear(source);
}

const compiled = new Map<string, Matcher>();

function matcherOf({ kind, source }: { kind: 'regex' | 'linear'; source: string }): Matcher {
  const key = `${kind} ${source}`;
  const known = compiled.get(key);
  if (known) return known;
  let made: Matcher;
  if (kind === 'linear') made = linearMatcher(source);
  else {
    const regex = new RegExp(source, 'i');
    made = (text) => regex.test(text);
  }
  compiled.set(key, made);
  return made;
}

/** Whether a pattern fits what was said. */
export function fits(pattern: Pattern, { text, words }: Said): boolean {
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'never':
      return false;
    case 'words':
      return pattern.phrases.some((phrase) => holdsPhrase(words, phrase));
    default:
      return matcherOf(pattern)(text);
  }
}
