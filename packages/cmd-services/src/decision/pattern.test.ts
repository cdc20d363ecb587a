// What patterns are, what they match, and that none of them can hang.
import { beforeAll, describe, expect, test } from 'vitest';
import { compileLinear } from '../linear.entry.ts';
import { fits, saying, useLinear } from './pattern.ts';
import { readPattern } from './pattern-syntax.ts';

beforeAll(() => useLinear(compileLinear));

const matches = (pattern: string, text: string): boolean =>
  fits(readPattern(pattern).pattern, saying(text));

describe('the kind of a pattern', () => {
  test.each([
    ['salesforce', 'words'],
    ['stripe|billing|26 tops', 'words'],
    ['api_gateway', 'words'],
    ['invoice-\\d+', 'regex'],
    ['^sync', 'regex'],
    ['', 'any'],
    ['|', 'never'],
    ['(', 'never'],
    ['[z-a]', 'never'],
    ['(a+)+$', 'linear'],
    ['(a|a)*b', 'linear'],
    ['(\\w+\\s?)*$', 'linear'],
    ['sync.*sales.*contacts', 'linear'],
    ['(x?){30}x{30}', 'linear'],
    ['(a+)\\1', 'never'],
    ['(?=(a+)+)b', 'never'],
  ])('%j: %s', (pattern, kind) => {
    expect(readPattern(pattern).pattern.kind).toBe(kind);
  });
});

describe('words', () => {
  test.each([
    ['contact', 'sync the Contacts', true],
    ['ask|how', 'build the task and show it', false],
    ['ar|vr', 'search', false],
    ['ar|vr', 'an AR scene', true],
    ['google drive', 'my Google   Drive', true],
  ])('%j in %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });
});

describe('regular expressions ignore case and stand anywhere', () => {
  test.each([
    ['invoice-\\d+', 'see INVOICE-12 please', true],
    ['invoice-\\d+', 'see invoice twelve', false],
    ['S3', 'the s3 bucket', true],
    ['sync.*sales.*contacts', 'please SYNC the Sales and Contacts', true],
    ['sync.*sales.*contacts', 'contacts sync', false],
  ])('%j in %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });
});

// A backtracking engine would take longer than the universe is old for each of these.
test.each([
  ['(a+)+$', `${'a'.repeat(3_000)}!`],
  ['(a|a)*b', 'a'.repeat(3_000)],
  ['(x+x+)+y', 'x'.repeat(3_000)],
  ['(.*)*end', 'x'.repeat(3_000)],
  [`${'a?'.repeat(40)}${'a'.repeat(40)}b`, 'a'.repeat(60)],
  ['(a|b|ab){1,30}{1,30}c', 'ab'.repeat(1_000)],
  ['.*.*.*.*=x', 'y'.repeat(3_000)],
])('%j comes to an end', (pattern, text) => {
  expect(matches(pattern, text)).toBe(false);
});

describe('what a text must hold', () => {
  test.each([
    ['invoice-\\d+', ['invoice-']],
    ['(sync|push)ed? leads', [' leads']],
    ['foo|ba[rz]', ['foo', 'ba']],
    ['colou?r', ['colo']],
    ['\\d+', undefined],
    ['(foo)?bar*', ['ba']],
    ['x|\\d', undefined],
    ['É+', undefined],
  ])('%j: %j', (pattern, literals) => {
    expect(readPattern(pattern).literals).toEqual(literals);
  });
});
