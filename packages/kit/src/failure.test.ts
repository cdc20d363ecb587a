// The one error class, and how a copy of it from another bundle is known.
import { expect, it } from 'vitest';
import { EXIT, EXIT_BLOCKED, Failure, isFailure, usage } from './failure.ts';

it('carries what was given, and no details where none were', () => {
  const cause = new Error('deep');
  const failure = new Failure('wrong', { code: 'X', exit: 77, hint: 'do', details: ['a'], cause });
  expect(failure).toBeInstanceOf(Error);
  expect(Object.fromEntries(Object.entries(failure))).toEqual({
    name: 'RhachetFailure',
    code: 'X',
    exit: 77,
    hint: 'do',
    details: ['a'],
  });
  expect([failure.message, failure.cause]).toEqual(['wrong', cause]);
  const { hint, details } = new Failure('wrong', { code: 'X', exit: 77 });
  expect({ hint, details }).toEqual({ hint: undefined, details: [] });
});

it('a usage failure exits with 64', () => {
  expect(usage('wrong', 'do')).toMatchObject({ code: 'USAGE', exit: 64, hint: 'do' });
  expect(usage('wrong').hint).toBeUndefined();
});

it('is known by its name, across the copies of two bundles', () => {
  const Copy = class extends Error {
    override readonly name = 'RhachetFailure';
  };
  const cases = [
    usage('x'),
    new Copy(),
    new Error('x'),
    new TypeError('x'),
    { name: 'RhachetFailure' },
    'x',
    undefined,
    null,
  ];
  expect(cases.map(isFailure)).toEqual([true, true, false, false, false, false, false, false]);
});

it('no exit code of our own is 1 or 2, except the one that is meant to block', () => {
  expect(Object.values(EXIT)).not.toContain(1);
  expect(Object.values(EXIT)).not.toContain(EXIT_BLOCKED);
  expect(new Set(Object.values(EXIT)).size).toBe(Object.values(EXIT).length);
});
