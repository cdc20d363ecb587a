// Calls of an installation that may be half there, and what may come of them: never a wrong answer.
import type { Result } from '@rhachet/testing';

export const bin = 'node_modules/.bin/rhachet';

export interface Call {
  line: string;
  /** What it prints when it works. */
  prints: RegExp;
}

/** Without the runtime where the skill is known, through Bun, explained, through Node.js, and as a guard. */
export const CALLS: Call[] = [
  { line: `${bin} run --skill args a`, prints: /^<a>$/ },
  { line: `RHACHET_TRACE=/dev/null ${bin} run --skill args a`, prints: /^<a>$/ },
  {
    line: `${bin} run --explain --skill args`,
    prints: /^skill args: resolved to .*\n.*args\n.*args\.sh\n/,
  },
  { line: `RHACHET_ENGINE=node ${bin} run --skill args a`, prints: /^<a>$/ },
  { line: `${bin} run --required --skill args a`, prints: /^<a>$/ },
];

/** Ours, or the shell's own where the bin itself is away. */
const CLEAR =
  /^rhachet: .*\n(.*\n)*hint: .|(not found|No such file or directory|Permission denied)\n$/m;

/**
 * `right`, or `refused` with a message and nothing on stdout; `undefined` is a fault. What we refuse ends with a code of
 * ours, and 2 when it is a guard; where the bin itself is away, the code is the shell's.
 */
export function judge({ line, prints }: Call, result: Result): 'right' | 'refused' | undefined {
  const { code, stdout, stderr } = result;
  if (code === 0) return prints.test(stdout) ? 'right' : undefined;
  if (stdout !== '' || !CLEAR.test(stderr)) return undefined;
  if (code === 126 || code === 127) return 'refused';
  return (code === 2) === line.includes('--required') && code !== 1 ? 'refused' : undefined;
}
