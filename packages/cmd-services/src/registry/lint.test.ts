// routes lint: what works but is hardly meant, with its place.
import { expect, it } from 'vitest';
import { useLinear } from '../decision/pattern.ts';
import { compileLinear } from '../linear.entry.ts';
import { UPSTREAM_39 } from '../testing/upstream.fixture.ts';
import { findingLine } from './load.ts';
import { lintRegistry } from './lint.ts';

useLinear(compileLinear);

const origin = { source: 'r.yaml', hash: 'h' };
const HEAD =
  'orgs: { A: { services: { b: { endpoint: "http://h/" }, c: { endpoint: "http://h/" } } } }\n';

/** Findings of rules, one per line from line 3 on. */
const lint = (...rules: string[]): string[] => {
  const text = `${HEAD}rules:\n${rules.map((rule) => `  - { org: A, ${rule} }\n`).join('')}`;
  return lintRegistry(text, origin).map(({ at, code }) => `${at?.line ?? 0} ${code}`);
};

it.each<[string, string[], string[]]>([
  ['plain rules', ['pattern: one', 'pattern: "two|three"', 'pattern: "^four\\\\S+$"'], []],
  ['upper case', ['pattern: Salesforce', 'pattern: "\\\\Sa\\\\W\\\\p{Lu}"'], ['3 upper-case']],
  ['risky', ['pattern: "(a+)+$"', 'pattern: "(x|xx)*y"'], ['3 risky-pattern', '4 risky-pattern']],
  [
    'never',
    ['pattern: "x^y"', 'pattern: "a$b"', 'pattern: "[^a]"', 'pattern: "\\\\$b"'],
    ['3 never-matches', '4 never-matches'],
  ],
  ['empty', ['pattern: ""'], ['3 empty-pattern']],
  [
    'the same twice',
    ['pattern: a, service: b', 'pattern: A, service: c'],
    ['4 shadowed-rule', '4 upper-case'],
  ],
  ['the same for other sources', ['pattern: a', 'pattern: a, when: { source: api }'], []],
  [
    'a longer phrase, asked later',
    ['pattern: a, priority: 2', 'pattern: "a b", priority: 1'],
    ['4 shadowed-rule'],
  ],
  ['a longer phrase, asked first by its length', ['pattern: a', 'pattern: "a b"'], []],
  ['word forms', ['pattern: contact, priority: 2', 'pattern: contacts'], ['4 shadowed-rule']],
  ['one of two alternatives', ['pattern: a, priority: 2', 'pattern: "a|b"'], []],
  [
    'a regular expression that takes all',
    ['pattern: ".*", priority: 2', 'pattern: b'],
    ['4 shadowed-rule'],
  ],
  ['an anchored one takes not all', ['pattern: "^b", priority: 2', 'pattern: b'], []],
])('%s', (_, rules, wanted) => {
  expect(lint(...rules)).toEqual(wanted);
});

it('is sorted by place, and reads as compilers write it', () => {
  const found = lintRegistry(UPSTREAM_39, origin);
  const places = found.map(({ at }) => (at?.line ?? 0) * 1000 + (at?.column ?? 0));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(found.every(({ level }) => level === 'warning')).toBe(true);
  const line = findingLine('r.yaml', {
    level: 'warning',
    code: 'x',
    message: 'm',
    hint: 'h',
    at: { line: 2, column: 3 },
  });
  expect(line).toBe('r.yaml:2:3: warning x: m (h)');
});
