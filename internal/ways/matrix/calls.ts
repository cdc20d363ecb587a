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

/** The shell's own words where the bin itself is away, or went away before the shell had opened it. */
const NO_BIN = /(not found|No such file|No such file or directory|Permission denied)\n$/;
const OURS = /^rhachet: .*\n(.*\n)*hint: ./m;

/**
 * `right`, or `refused` with a message and nothing on stdout; `undefined` is a fault. What we refuse ends with a code of
 * ours, and 2 when it is a guard; where the bin itself is away, the code is the shell's: 126, 127, and dash's 2.
 */
export function judge({ line, prints }: Call, result: Result): 'right' | 'refused' | undefined {
  const { code, stdout, stderr } = result;
  if (code === 0) return prints.test(stdout) ? 'right' : undefined;
  if (stdout !== '') return undefined;
  if ([2, 126, 127].includes(code) && NO_BIN.test(stderr)) return 'refused';
  if (!OURS.test(stderr) || code === 1) return undefined;
  return (code === 2) === line.includes('--required') ? 'refused' : undefined;
}

/**
 * A package manager makes the bin, or its own shim of it, as an empty file and then writes it. To the kernel an empty file
 * is a script that does nothing and ends well: no line of ours runs that could say otherwise (docs/installing.md).
 */
export const isOfEmptyBin = ({ code, stdout, stderr }: Result): boolean =>
  code === 0 && stdout === '' && stderr === '';

/**
 * The launcher has seen the program's files and become the runtime, and the package manager takes them away before the
 * runtime opens them: nothing of ours runs that could refuse (docs/installing.md).
 */
export const isOfFilesTakenAway = ({ code, stdout, stderr }: Result): boolean =>
  code === 1 &&
  stdout === '' &&
  /(Module not found|Cannot find module|ENOENT reading) ["'].*dispatcher/.test(stderr);
