// routes lint: what loading says, and what works but is hardly meant.
import { readPattern } from '../decision/pattern-syntax.ts';
import { hasUpperCase, neverMatches } from './pattern.ts';
import { type Origin, readRegistry } from './load.ts';
import { shadowedRules } from './shadow.ts';
import type { Finding, Registry, Rule } from './types.ts';
import type { Source } from './document.ts';

function patternFindings({ index, pattern }: Rule, place: Source['place']): Finding[] {
  const at = place(['rules', index, 'pattern']);
  const shown = JSON.stringify(pattern);
  const finding = (code: string, message: string, hint?: string): Finding => ({
    level: 'warning',
    code,
    message: `the pattern ${shown} ${message}`,
    ...(hint === undefined ? {} : { hint }),
    at,
  });
  const found: Finding[] = [];
  const { pattern: read, risk } = readPattern(pattern);
  if (read.kind === 'never') found.push(finding('never-matches', `can match no text: ${read.why}`));
  else if (neverMatches(pattern))
    found.push(finding('never-matches', 'can match no text', '^ belongs in front, $ at the end'));
  if (risk !== undefined && read.kind !== 'never')
    found.push(
      finding(
        'risky-pattern',
        `can take very long on some texts: ${risk}`,
        'it is matched by an engine whose time is linear; a plainer pattern needs none',
      ),
    );
  if (hasUpperCase(pattern))
    found.push(
      finding(
        'upper-case',
        'has upper-case letters',
        'case is ignored here; a dispatcher that lowers the text first never matches it',
      ),
    );
  return found;
}

function shadowFindings({ rules }: Registry, place: Source['place']): Finding[] {
  return shadowedRules(rules).map(({ rule, by }) => ({
    level: 'warning',
    code: 'shadowed-rule',
    message: `rules[${rule.index}] is never reached: rules[${by.index}] (line ${place(['rules', by.index]).line}) takes all that it matches`,
    hint: 'raise its priority, or remove it',
    at: place(['rules', rule.index]),
  }));
}

/** Every finding, errors included, in the order of the file. Throws for nothing that stands in the text. */
export function lintRegistry(text: string, origin: Origin): Finding[] {
  const { registry, source, findings } = readRegistry(text, origin);
  const more = [
    ...registry.rules.flatMap((rule) => patternFindings(rule, source.place)),
    ...shadowFindings(registry, source.place),
  ];
  const line = ({ at }: Finding): number => at?.line ?? 0;
  const column = ({ at }: Finding): number => at?.column ?? 0;
  return [...findings, ...more].sort((a, b) => line(a) - line(b) || column(a) - column(b));
}
