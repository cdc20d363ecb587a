// Rules in the order in which they are asked, and which of them a request could fit: 10,000 rules cost what 100 cost.
import type { KeyTable, KeyTableBuilder } from '../cache/key-table.ts';
import { find, hashOn, hashStart, numbersAt, placeOf } from '../cache/key-table.ts';
import type { Rule } from '../registry/types.ts';
import type { ServiceRequest } from '../request/types.ts';
import type { Pattern, Said } from './pattern.ts';

/** A rule as it is stored: with its pattern read. Its place in the list is its rank. */
export interface ReadRule {
  rule: Rule;
  pattern: Pattern;
  specificity: Specificity;
}

/** Compared from the left; more is more specific. */
export interface Specificity {
  /** Of `when`. */
  conditions: number;
  /** Letters that a text must hold. */
  letters: number;
}

/** Those that no word and no piece of text leads to. */
const ALWAYS = 'always';
const LONGEST_GRAM = 4;

/** The longest pieces of a literal: the whole of a short one. */
function longestGrams(literal: string): string[] {
  if (literal.length <= LONGEST_GRAM) return [literal];
  return Array.from({ length: literal.length - LONGEST_GRAM + 1 }, (_, at) =>
    literal.slice(at, at + LONGEST_GRAM),
  );
}

const wordKey = (word: string): string => `word ${word}`;
const gramKey = (gram: string): string => `gram ${gram}`;

const eventKey = (event: string): string => `event ${event.toLowerCase()}`;

/** The keys of which a rule needs one: a list per phrase or literal, from which the rarest is taken. */
function keysOf({ pattern, literals, rule }: IndexedRule): string[][] {
  if (pattern.kind === 'words') return pattern.phrases.map((phrase) => phrase.map(wordKey));
  if (literals !== undefined) return literals.map((one) => longestGrams(one).map(gramKey));
  const { event } = rule.when ?? {};
  return event === undefined || /[*?]/.test(event) ? [[ALWAYS]] : [[eventKey(event)]];
}

export interface IndexedRule {
  rule: Rule;
  pattern: Pattern;
  literals?: string[];
}

/** Adds the rules, in the order of their rank, under the rarest key of each of their phrases. */
export function indexRules(rules: IndexedRule[], table: KeyTableBuilder): void {
  const keys = rules.map((one) => (one.pattern.kind === 'never' ? [] : keysOf(one)));
  const frequency = new Map<string, number>();
  for (const key of keys.flat(2)) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  const rarest = (choices: string[]): string =>
    choices.reduce((a, b) => ((frequency.get(b) ?? 0) < (frequency.get(a) ?? 0) ? b : a));
  keys.forEach((needed, rank) => {
    for (const choices of needed) table.add(`rule ${rarest(choices)}`, rank);
  });
}

const GRAM_START = hashStart(`rule ${gramKey('')}`);

/** Looks up every piece of a text of 1 to 4 characters. No piece is ever made: only its hash is wanted. */
function lookUpGrams(text: string, table: KeyTable, ranks: Set<number>): void {
  for (let start = 0; start < text.length; start += 1) {
    let hash = GRAM_START;
    const end = Math.min(start + LONGEST_GRAM, text.length);
    for (let at = start; at < end; at += 1) {
      hash = hashOn(hash, text.charCodeAt(at));
      const place = placeOf(table, hash >>> 0);
      if (place !== -1) for (const rank of numbersAt(table, place)) ranks.add(rank);
    }
  }
}

export interface Wanted {
  request: ServiceRequest;
  said: Said;
  hasRegex: boolean;
}

/** The ranks of the rules that may fit, best first. */
export function rulesFor({ request, said, hasRegex }: Wanted, table: KeyTable): number[] {
  const ranks = new Set<number>();
  const look = (key: string): void => {
    for (const rank of find(table, `rule ${key}`)) ranks.add(rank);
  };
  look(ALWAYS);
  if (request.source === 'webhook') look(eventKey(request.event));
  for (const word of new Set(said.words)) {
    look(wordKey(word));
    if (word.startsWith('@')) look(wordKey(word.slice(1)));
  }
  if (hasRegex) lookUpGrams(said.text.toLowerCase(), table, ranks);
  return [...ranks].sort((a, b) => a - b);
}
