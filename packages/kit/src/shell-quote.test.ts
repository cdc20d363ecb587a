// A real shell gives back what was quoted.
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellQuote } from './shell-quote.ts';

it.each(['', 'a b', "it's", "''", '$(touch x)', '`x`', '*', '\\', '"', 'new\nline', "-n '\\''"])(
  '%j',
  (text) => {
    const script = `printf %s ${shellQuote(text)}`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(text);
  },
);
