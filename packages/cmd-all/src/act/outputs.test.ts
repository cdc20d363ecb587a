// Where the result of each attempt goes.
import { expect, it } from 'vitest';
import { outputOf } from './outputs.ts';

it.each([
  ['out.json', 1, 1, 'out.json'],
  ['out.json', 2, 3, 'out.i2.json'],
  ['a.b/out', 2, 3, 'a.b/out.i2'],
  ['a/.hidden', 2, 3, 'a/.hidden.i2'],
  ['{{attempt}}/{{attempt}}.json', 2, 3, '2/2.json'],
  ['out-{{attempt}}.json', 1, 1, 'out-1.json'],
])('%s, attempt %d of %d: %s', (...[path, attempt, of, expected]) => {
  expect(outputOf(path, attempt, of)).toBe(expected);
});
