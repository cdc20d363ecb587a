// What Node finds out before it hands over: the file itself, the file through the shell, or a refusal.
import { chmodSync, closeSync, copyFileSync, openSync, readFileSync } from 'node:fs';
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Program } from './program.ts';
import { replace } from './replace.node.ts';

const REPORT = 'printf "%s|" "$0" "$@" >"$OUT"; exit 7\n';
const executable = (text: string) => ({ text, mode: 0o755 });

let repo: Repo;
let fd: number;
beforeAll(() => {
  repo = makeRepo({
    bin: `#!/bin/sh\n${REPORT}`,
    blank: `#! \t /bin/sh\n${REPORT}`,
    option: `#!/bin/sh -e\nfalse\n${REPORT}`,
    'own interpreter': executable(`#!./interpreter\n`),
    plain: executable(REPORT),
    'no interpreter': executable(`#!\n${REPORT}`),
    'not first': executable(`\n#!/nowhere\n${REPORT}`),
    'ünï 🪨\n': executable(REPORT),
    empty: executable(''),
    limit: executable('#!/bin/sh\n{ ulimit -S -n; printf "%s|" "$0" "$@"; } >"$OUT"\n'),
    'plain limit': executable('{ ulimit -S -n; printf "%s|" "$0" "$@"; } >"$OUT"\n'),
    'no bit': { text: `#!/bin/sh\n${REPORT}`, mode: 0o644 },
    'bad interpreter': executable('#!/nowhere/at/all\n'),
    'bad interpreter with words': executable('#! \t/nowhere/at/all -x\n'),
    'carriage return': executable('#!/bin/sh\r\nexit 0\r\n'),
    'interpreter without bit': executable('#!/etc/passwd\n'),
    'interpreter is a directory': executable('#!/\n'),
    'interpreter below a file': executable('#!/dev/null/sh\n'),
  });
  copyFileSync('/bin/sh', repo.path('binary'));
  chmodSync(repo.path('binary'), 0o755);
  fd = openSync(repo.path('bin'), 'r');
});
afterAll(() => {
  closeSync(fd);
  repo.remove();
});

/** A descriptor to be kept makes it a child on every version of Node: this process has to go on. */
const program = (file: string, args: string[], nofile?: string): Program => ({
  file: file.startsWith('/') ? file : repo.path(file),
  args,
  env: { PATH: process.env.PATH, OUT: repo.path('out'), ABSENT: undefined },
  keep: { fds: [fd], nofile },
});
const output = (): string => readFileSync(repo.path('out'), 'utf8');

const WORDS = ['', 'a b', '$0', '*', '-c', "'"];

it.each(['bin', 'blank', 'plain', 'no interpreter', 'not first', 'ünï 🪨\n'])(
  'runs %j',
  async (file) => {
    expect(await replace(program(file, WORDS))).toEqual({ exit: 7 });
    expect(output()).toBe([repo.path(file), ...WORDS, ''].join('|'));
  },
);

it('runs a binary itself, an empty file as nothing, and respects the words of a #! line', async () => {
  expect(await replace(program('binary', ['-c', REPORT, 'zero', 'x']))).toEqual({ exit: 7 });
  expect(output()).toBe('zero|x|');
  expect(await replace(program('empty', ['x']))).toEqual({ exit: 0 });
  expect(await replace(program('option', []))).toEqual({ exit: 1 });
});

it.each(['limit', 'plain limit'])('%s: gives the limit of open files back', async (file) => {
  expect(await replace(program(file, WORDS, '123 4567'))).toEqual({ exit: 0 });
  expect(output()).toBe(`123\n${[repo.path(file), ...WORDS, ''].join('|')}`);
});

it.each([
  ['nowhere', 'ENOENT'],
  ['no bit', 'EACCES'],
  ['bin/below', 'ENOTDIR'],
  ['bad interpreter', 'ENOENT'],
  ['bad interpreter with words', 'ENOENT'],
  ['carriage return', 'ENOENT'],
  ['interpreter without bit', 'EACCES'],
  ['interpreter is a directory', 'EACCES'],
  ['interpreter below a file', 'ENOTDIR'],
])('%s: %s, known before the kernel is asked', (file, code) => {
  let last = 0;
  // Thrown at once: what a spawn refuses arrives later, what an execve refuses kills Node.
  expect(() => replace({ ...program(file, []), last: () => (last += 1) })).toThrow(
    expect.objectContaining({
      name: 'RhachetFailure',
      message: `cannot execute ${repo.path(file)}: ${code}`,
      code,
      exit: 126,
    }),
  );
  expect(last).toBe(0);
});

it('does the last thing once, before the hand-over', async () => {
  const done: string[] = [];
  const { exit } = await replace({ ...program('bin', []), last: () => done.push('last') });
  expect({ exit, done }).toEqual({ exit: 7, done: ['last'] });
});
