// What a person, or with --json a program, reads when something goes wrong.
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest';
import { Failure } from './failure.ts';
import { report } from './report.ts';

let written: MockInstance<typeof console.error>;
beforeEach(() => {
  written = vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => written.mockRestore());

/** The text on stderr; every report is one write that ends its line. */
const stderr = (): string => {
  expect(written.mock.calls).toHaveLength(1);
  return String(written.mock.calls[0]?.[0]);
};

const full = new Failure('no\u001b "x"', {
  code: 'E1',
  exit: 127,
  details: ['- a\nb'],
  hint: 'do\rit',
  cause: new Error('deep'),
});
const bare = new Failure('no', { code: 'E2', exit: 64 });

it.each([
  [full, 127, 'rhachet: no\\x1b "x"\n  - a\\x0ab\nhint: do\\x0dit'],
  [bare, 64, 'rhachet: no'],
])('a failure has no stack: %s', (failure, exit, text) => {
  expect(report(failure, false)).toBe(exit);
  expect(stderr()).toBe(text);
});

it.each([
  [
    full,
    127,
    { code: 'E1', message: 'no\u001b "x"', hint: 'do\rit', exit: 127, details: ['- a\nb'] },
  ],
  [bare, 64, { code: 'E2', message: 'no', exit: 64 }],
])('as JSON: %s', (failure, exit, error) => {
  expect(report(failure, true)).toBe(exit);
  expect(stderr()).not.toContain('\n');
  expect(JSON.parse(stderr())).toEqual({ error });
});

it('a fault of our own exits with 70, shows its stack and says where to report it', () => {
  const fault = new TypeError('x is not\na function');
  expect(report(fault, false)).toBe(70);
  const text = stderr();
  expect(text).toContain('rhachet: x is not\\x0aa function\n');
  expect(text).toContain(fault.stack);
  expect(text).toMatch(/\nhint: this is a fault of rhachet's own; please report it: https:\S+$/);
});

it('a fault of our own as JSON', () => {
  const fault = new Error('x');
  expect(report(fault, true)).toBe(70);
  expect(JSON.parse(stderr())).toMatchObject({
    error: { code: 'INTERNAL', message: 'x', exit: 70, stack: fault.stack },
  });
});

it.each([
  ['text', 'text'],
  [undefined, 'undefined'],
  [{}, '[object Object]'],
])('%j was thrown', (thrown, text) => {
  expect(report(thrown, false)).toBe(70);
  expect(stderr().startsWith(`rhachet: ${text}\nhint: `), stderr()).toBe(true);
});
