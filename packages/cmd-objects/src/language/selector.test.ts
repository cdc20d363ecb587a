import { expect, test } from 'vitest';
import { arityOf, normalSelector, shownSelector } from './selector.ts';

test.each([
  ['increment', 'increment', 0],
  ['at:put:', 'at_put_', 2],
  ['_setType:', '_setType_', 1],
  ['_pass', '_pass', 0],
])('%s', (shown, normal, arity) => {
  expect(normalSelector(shown)).toBe(normal);
  expect(shownSelector(normal)).toBe(shown);
  expect(arityOf(normal)).toBe(arity);
});
