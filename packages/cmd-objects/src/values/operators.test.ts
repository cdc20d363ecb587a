// Arithmetic, comparison and text, beyond what the blocks of compile.test.ts use.
import { describe, expect, it } from 'vitest';
import { errorOf } from '../../test/bytecode-host.ts';
import type { Value } from './value.ts';
import { add, concatenate, divide, isAtMost, isLess, isSameNumber } from './operators.ts';
import {
  isSameText,
  matches,
  MAX_TEXT,
  multiply,
  negate,
  remainder,
  subtract,
} from './operators.ts';

const LARGEST = 2n ** 63n - 1n;

describe('arithmetic', () => {
  it.each([
    [add, 1, 2, 3],
    [add, '40', ' 2 ', 42],
    [add, null, true, 1],
    [add, '', 5, 5],
    [add, 0.5, '0.25', 0.75],
    [add, 2 ** 53 - 1, 1, 2n ** 53n],
    [add, 2n ** 53n, -1, 2 ** 53 - 1],
    [add, LARGEST, 1, -LARGEST - 1n],
    [subtract, 1, 2, -1],
    [subtract, -(2 ** 53) + 1, 2, -(2n ** 53n) - 1n],
    [multiply, 3_037_000_500, 3_037_000_500, -9_223_372_036_709_301_616n],
    [multiply, 1.5, 2, 3],
    [multiply, 2n ** 53n, 0.5, 2 ** 52],
    [divide, 7, 2, 3],
    [divide, -7, 2, -3],
    [divide, 7.5, 2, 3.75],
    [divide, 7, 2.5, 2.8],
    [remainder, 7, 3, 1],
    [remainder, -7, 3, -1],
    [remainder, 7.5, 2, 1.5],
  ] as [(left: Value, right: Value) => Value, Value, Value, Value][])(
    '%o of %s and %s',
    (...[operator, left, right, expected]) => {
      expect(operator(left, right)).toBe(expected);
    },
  );

  it('negation', () => {
    expect([5, -5, '5', -LARGEST - 1n].map(negate)).toEqual([-5, 5, -5, -LARGEST - 1n]);
    expect(Object.is(negate(0), 0)).toBe(true);
  });

  it('24: division by zero', () => {
    for (const zero of [0, '0', '', null, 0.0, false]) {
      expect(errorOf(() => divide(1, zero)).type).toBe('ZeroDivide');
      expect(errorOf(() => remainder(1.5, zero)).type).toBe('ZeroDivide');
    }
  });

  it('of what is no number', () => {
    for (const operator of [add, subtract, multiply, divide, remainder, isLess, isAtMost]) {
      expect(errorOf(() => operator('x', 1)).type).toBe('TypeError');
      expect(errorOf(() => operator(1, [1])).type).toBe('TypeError');
    }
  });
});

describe('comparison', () => {
  it('by number', () => {
    expect(isLess('9', '10')).toBe(true);
    expect(isLess(2n ** 60n, 1)).toBe(false);
    expect(isAtMost(2n ** 60n, 2n ** 60n)).toBe(true);
    expect(isAtMost(null, 0)).toBe(true);
  });

  it.each([
    ['10', 10.0, true],
    ['1e1', '10', true],
    [2n ** 53n, 2 ** 53, true],
    [null, 0, true],
    [true, 1, true],
    [null, '', true],
    ['bob', 'bob', true],
    ['bob', 'Bob', false],
    ['bob', 0, false],
    [[1], [1], true],
    [NaN, NaN, false],
  ] as [Value, Value, boolean][])('== of %s and %s', (left, right, expected) => {
    expect(isSameNumber(left, right)).toBe(expected);
  });

  it('by text', () => {
    expect(isSameText('10', 10)).toBe(true);
    expect(isSameText('10', '10.0')).toBe(false);
    expect(isSameText(null, '')).toBe(true);
  });
});

describe('texts', () => {
  it('grow up to a limit', () => {
    const half = 'x'.repeat(MAX_TEXT / 2);
    expect(concatenate(half, half)).toHaveLength(MAX_TEXT);
    expect(errorOf(() => concatenate(half, `${half}x`)).type).toBe('InvalidArgument');
  });

  it.each([
    ['bob', '^b.b$', true],
    ['Bob', '^b.b$', false],
    ['a1', '^[[:alpha:]][[:digit:]]$', true],
    ['a b', '[^[:space:]] [[:lower:]]', true],
    ['!', '^[[:punct:]]$', true],
    ['x', '^[[:punct:]]$', false],
    [42, '^4', true],
  ] as [Value, string, boolean][])('%j =~ %s', (text, pattern, expected) => {
    expect(matches(text, pattern)).toBe(expected);
    // From the cache.
    expect(matches(text, pattern)).toBe(expected);
  });

  it('a bad pattern', () => {
    expect(errorOf(() => matches('x', '(')).message).toBe("'(' is no regular expression");
    expect(errorOf(() => matches('x', 'x'.repeat(10_001))).type).toBe('InvalidArgument');
  });
});
