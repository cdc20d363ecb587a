// The grammar behind --roles.
import { expect, it } from 'vitest';
import { readRoleWords } from './role-words.ts';

const absolute = (...roles: string[]) => ({ mode: 'absolute', roles });
const incremental = (additions: string[], subtractions: string[]) => ({
  mode: 'incremental',
  additions,
  subtractions,
});

it.each([
  [['a'], absolute('a')],
  [['a', 'b'], absolute('a', 'b')],
  [['a,b', 'c'], absolute('a', 'b', 'c')],
  [['a b, c'], absolute('a', 'b', 'c')],
  [['a', 'a'], absolute('a')],
  [['r/a', 'a-b', 'a+b'], absolute('r/a', 'a-b', 'a+b')],
  [['+a'], incremental(['a'], [])],
  [['-a'], incremental([], ['a'])],
  [['+a', '-b', '+r/c'], incremental(['a', 'r/c'], ['b'])],
  [['+a,-b', '+a', '-b'], incremental(['a'], ['b'])],
  [['+a -b'], incremental(['a'], ['b'])],
])('%j', (words, expected) => {
  expect(readRoleWords(words)).toEqual(expected);
});

it.each([
  [[], 'no roles specified'],
  [['', ','], 'no roles specified'],
  [['a', '+b'], 'cannot mix absolute and incremental roles'],
  [['-a,b'], 'cannot mix absolute and incremental roles'],
  [['+a', '-a'], 'cannot both add and remove role "a" in one call'],
  [['+a,-a'], 'cannot both add and remove role "a" in one call'],
  [['+'], 'role specifier cannot be empty after "+"'],
  [['+a,-'], 'role specifier cannot be empty after "-"'],
])('refuses %j', (words, message) => {
  expect(() => readRoleWords(words)).toThrow(
    expect.objectContaining({ exit: 64, message: expect.stringContaining(message) as string }),
  );
});
