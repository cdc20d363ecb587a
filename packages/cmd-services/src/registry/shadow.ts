// Rules that can never decide, because another one is always asked before and matches whatever they match.
import { alternatives } from './pattern.ts';
import type { Rule } from './types.ts';

const key = ({ pattern, when }: Rule): string =>
  `${pattern.toLowerCase()}\n${JSON.stringify(when ?? {})}`;

/** Matches every text that the pattern does. `undefined` for one whose reach depends on what is around a match. */
function matcher({ pattern, when }: Rule): RegExp | undefined {
  if (when || /[\^$]|\\b|\\B|\(\?[=!<]/i.test(pattern)) return undefined;
  const words = alternatives(pattern);
  const whole = words?.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return whole === undefined
    ? new RegExp(pattern, 'i')
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${whole})(?![\\p{L}\\p{N}])`, 'iu');
}

/** Longer texts would only slow this down. */
const MOST_RULES = 2000;

/** Each rule that cannot decide, and the one that takes its place. */
export function shadowedRules(rules: Rule[]): { rule: Rule; by: Rule }[] {
  const found: { rule: Rule; by: Rule }[] = [];
  const ordered = [...rules].sort((a, b) => b.priority - a.priority || a.index - b.index);
  const seen = new Map<string, Rule>();
  const before: { rule: Rule; regex: RegExp }[] = [];
  for (const rule of ordered) {
    const same = seen.get(key(rule));
    const words = rule.pattern === '' ? undefined : alternatives(rule.pattern);
    const by =
      same ??
      before.find(
        ({ rule: other, regex }) =>
          other.priority > rule.priority && words?.every((word) => regex.test(word)),
      )?.rule;
    if (by) found.push({ rule, by });
    seen.set(key(rule), same ?? rule);
    const regex = before.length < MOST_RULES ? matcher(rule) : undefined;
    if (regex && rule.pattern !== '') before.push({ rule, regex });
  }
  return found.sort((a, b) => a.rule.index - b.rule.index);
}
