// The rules of a registry, read and put in the order in which they are asked.
import type { Rule } from '../registry/types.ts';
import { MENTION_PRIORITY } from './priority.ts';
import { readPattern, type ReadPattern } from './pattern-syntax.ts';
import type { IndexedRule, ReadRule, Specificity } from './rule-index.ts';

const lettersIn = (phrases: string[][]): number =>
  Math.min(...phrases.map((phrase) => phrase.join('').length));

function lettersOf({ pattern, literals = [] }: ReadPattern): number {
  if (pattern.kind === 'words') return lettersIn(pattern.phrases);
  return literals.length === 0 ? 0 : Math.min(...literals.map((literal) => literal.length));
}

const specificityOf = ({ when = {} }: Rule, read: ReadPattern): Specificity => ({
  conditions: Object.keys(when).length,
  letters: lettersOf(read),
});

/** A mention is meant for whom it names, whatever number its rule was given. */
const isMention = ({ pattern }: ReadPattern): boolean =>
  pattern.kind === 'words' && pattern.phrases.every(([first = '']) => first.startsWith('@'));

function priorityOf({ priority }: Rule, read: ReadPattern): number {
  return isMention(read) ? Math.max(priority, MENTION_PRIORITY) : priority;
}

/** By priority, then specificity, then place in the file. */
const byRank = (a: ReadRule, b: ReadRule): number =>
  b.rule.priority - a.rule.priority ||
  b.specificity.conditions - a.specificity.conditions ||
  b.specificity.letters - a.specificity.letters ||
  a.rule.index - b.rule.index;

/** Without a pattern a rule needs conditions, or everything would be its. */
function readOne(rule: Rule): ReadRule & IndexedRule {
  const read = readPattern(rule.pattern);
  const pattern: ReadPattern['pattern'] =
    read.pattern.kind === 'any' && Object.keys(rule.when ?? {}).length === 0
      ? { kind: 'never', why: 'it has neither a pattern nor a condition' }
      : read.pattern;
  const { literals } = read;
  return {
    rule: { ...rule, priority: priorityOf(rule, read) },
    pattern,
    specificity: specificityOf(rule, read),
    ...(literals === undefined ? {} : { literals }),
  };
}

export const readRules = (rules: Rule[]): (ReadRule & IndexedRule)[] =>
  rules.map(readOne).sort(byRank);
