import { isatty } from 'node:tty';
import { expect, it } from 'vitest';
import { isTerminal } from './is-terminal.ts';

it('believes a launcher, and asks the system where none has looked', () => {
  expect([0, 1, 2].map((fd) => isTerminal({ terminals: '02' }, fd as 0 | 1 | 2))).toEqual([
    true,
    false,
    true,
  ]);
  expect(isTerminal({ terminals: '' }, 2)).toBe(false);
  expect(isTerminal({ terminals: undefined }, 2)).toBe(isatty(2));
});
