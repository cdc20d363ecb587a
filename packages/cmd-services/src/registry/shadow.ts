// Rules that can never decide, because another one is always asked before and fits whatever they fit.
import { fits, saying } from '../decision/pattern.ts';
import { readRules } from '../decision/read-rules.ts';
import type { ReadRule } from '../decision/rule-index.ts';
import type { Rule } from './types.ts';

const key = ({ pattern, when }: Rule): string =>
  `${pattern.toLowerCase()}\n${JSON.stringify(when ?? {})}`;

/** Whether a text that holds a match of the pattern is always matched too: not where it looks at what is around. */
const isEverywhere = ({ rule, pattern }: ReadRule): boolean =>
  !rule.when &&
  (pattern.kind === 'words' ||
    (pattern.kind === 'regex' && !/[\^$]|\\b|\(\?[=!<]/i.test(pattern.source)));

/** The texts of which a rule fits any that holds one of them; `undefined` for a regular expression. */
const phrasesOf = ({ pattern }: ReadRule): string[] | undefined =>
  pattern.kind === 'words' ? pattern.phrases.map((phrase) => phrase.join(' ')) : undefined;

/** Each rule is compared with those before it, so that more would take minutes. */
const MOST_COMPARED = 2000;

/** Each rule that cannot decide, and the one that takes its place, in the order of the file. */
export function shadowedRules(rules: Rule[]): { rule: Rule; by: Rule }[] {
  const found: { rule: Rule; by: Rule }[] = [];
  const seen = new Map<string, Rule>();
  const before: ReadRule[] = [];
  for (const read of readRules(rules)) {
    const same = seen.get(key(read.rule));
    const texts = phrasesOf(read)?.map(saying);
    const covering = before.find(({ pattern }) => texts?.every((text) => fits(pattern, text)));
    const by = same ?? covering?.rule;
    if (by) found.push({ rule: read.rule, by });
    else seen.set(key(read.rule), read.rule);
    if (before.length < MOST_COMPARED && isEverywhere(read)) before.push(read);
  }
  return found.sort((a, b) => a.rule.index - b.rule.index);
}
