// What would end the YAML library is found before it is asked, in each of the ways in which YAML nests.
import { expect, it } from 'vitest';
import { MOST_DEEP_YAML, tooDeepYamlAt } from './yaml-depth.ts';

const indented = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:\n`).join('');

it.each([
  ['brackets', (levels: number) => '['.repeat(levels), MOST_DEEP_YAML],
  ['braces', (levels: number) => '{a: '.repeat(levels), 4 * MOST_DEEP_YAML],
  ['dashes on one line', (levels: number) => `x\n${'- '.repeat(levels)}y`, 2],
  ['indented keys', indented, indented(MOST_DEEP_YAML).length],
])('%s', (_, nested, offset) => {
  expect(tooDeepYamlAt(nested(MOST_DEEP_YAML + 1))).toBe(offset);
  expect(tooDeepYamlAt(nested(MOST_DEEP_YAML - 1))).toBeUndefined();
});

it('what is beside each other is not deep', () => {
  expect(tooDeepYamlAt('- [a, {b: c}]\n'.repeat(1000))).toBeUndefined();
  expect(tooDeepYamlAt('a:\n  b: 1\n'.repeat(1000))).toBeUndefined();
  expect(tooDeepYamlAt(']'.repeat(1000))).toBeUndefined();
});
