// A real child that stands for us: how it ends, what it is given, and which signals reach it.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import * as build from '@rhachet/build';
import { makeRepo, type Repo, until } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runAsChild } from './child.ts';
import type { Program } from './program.ts';

const { bunPath } = build;

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({ seven: 'text of seven', nine: 'text of nine' });
});
afterAll(() => repo.remove());

const sh = (script: string, ...args: string[]): Program => ({
  file: '/bin/sh',
  args: ['-c', script, 'sh', ...args],
  env: { PATH: process.env.PATH, OUT: repo.path('out') },
  keep: { fds: undefined, nofile: undefined },
});
const output = (): string => readFileSync(repo.path('out'), 'utf8');

it.each([0, 1, 2, 127, 128, 143, 255])('exit %i', async (code) => {
  expect(await runAsChild(sh('exit "$1"', String(code)))).toEqual({ exit: code });
});

it.each(['SIGTERM', 'SIGKILL', 'SIGPIPE', 'SIGABRT', 'SIGUSR1', 'SIGSEGV'] as const)(
  'death by %s',
  async (signal) => {
    expect(await runAsChild(sh('ulimit -c 0; kill -"$1" $$', signal.slice(3)))).toEqual({
      exit: 128 + constants.signals[signal],
      signal,
    });
  },
);

it('gets exactly the words and the environment', async () => {
  const words = ['', ' a  b ', '*', '"', "'", '\\', '\n', '$HOME', '--', '🪨'];
  const program = sh('for word; do printf "<%s>" "$word"; done >"$OUT"; env >>"$OUT"', ...words);
  const env = { ...program.env, EMPTY: '', ABSENT: undefined };
  expect(await runAsChild({ ...program, env })).toEqual({ exit: 0 });
  const [, text = '', variables = ''] = /^(.*>)(?=\w)(.*)$/s.exec(output()) ?? [];
  expect(text).toBe(words.map((word) => `<${word}>`).join(''));
  // The shell adds PWD, and some add more; what is checked is what we gave.
  expect(variables.split('\n')).toEqual(
    expect.arrayContaining(['EMPTY=', `OUT=${repo.path('out')}`]),
  );
  expect(variables).not.toMatch(/^(ABSENT|HOME|RHACHET|VITEST)/m);
});

it('gets the descriptors under their own numbers, in any order, with gaps', async () => {
  const fds = [openSync(repo.path('seven'), 'r'), openSync(repo.path('nine'), 'r')];
  try {
    const program = sh('cat "/dev/fd/$1" "/dev/fd/$2" >"$OUT"', ...fds.map(String));
    const keep = { fds: [...fds].reverse(), nofile: undefined };
    expect(await runAsChild({ ...program, keep })).toEqual({ exit: 0 });
    expect(output()).toBe('text of seventext of nine');
  } finally {
    fds.forEach(closeSync);
  }
});

const listeners = (): number[] => process.eventNames().map((name) => process.listenerCount(name));

it.each<[string, Partial<Program>, code: string]>([
  ['is not there', { file: '/nowhere/at/all' }, 'ENOENT'],
  ['is a directory', { file: '/' }, 'EACCES'],
  ['is below a file', { file: '/dev/null/x' }, 'ENOTDIR'],
  ['gets too much', { args: ['-c', ':', 'x'.repeat(8_000_000)] }, 'E2BIG'],
])('a program that %s: 126, and no handler stays', async (_, part, code) => {
  const program = { ...sh(':'), ...part };
  const before = listeners();
  await expect(runAsChild(program)).rejects.toMatchObject({
    name: 'RhachetFailure',
    message: `cannot execute ${program.file}: ${code}`,
    exit: 126,
    code,
  });
  expect(listeners()).toEqual(before);
});

it('no handler stays behind', async () => {
  const before = listeners();
  const ended = runAsChild(sh('read -r line <"$1"', repo.path('seven')));
  expect(listeners()).not.toEqual(before);
  await ended;
  expect(listeners()).toEqual(before);
});

it('every signal sent to us reaches the child, once; its death is ours', async () => {
  const bundle = repo.path('child.mjs');
  const fixture = join(import.meta.dirname, 'child.fixture.ts');
  execFileSync(bunPath(), [
    'build',
    '--target=node',
    '--conditions=@rhachet/source',
    fixture,
    `--outfile=${bundle}`,
  ]);
  const signals = [
    'SIGHUP',
    'SIGUSR1',
    'SIGUSR2',
    'SIGWINCH',
    'SIGCONT',
    'SIGINT',
    'SIGQUIT',
    'SIGTERM',
  ] as const;
  const listen = `
    process.on('SIGTERM', () => process.removeAllListeners('SIGTERM'));
    for (const name of ${JSON.stringify(signals)}) process.on(name, () => console.log(name));
    setInterval(() => undefined, 60_000);
    console.log('ready');
  `;
  const parent = spawn(process.execPath, [bundle, process.execPath, '-e', listen], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  parent.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  const closed = new Promise<number | null>((resolve) => parent.on('close', resolve));
  const lines = ['ready'];
  await until(() => printed === 'ready\n', 'ready');
  for (const signal of signals) {
    parent.kill(signal);
    lines.push(signal);
    await until(() => printed.split('\n').length > lines.length, signal);
  }
  parent.kill('SIGTERM');
  expect(await closed).toBe(0);
  expect(printed).toBe(`${lines.join('\n')}\n{"exit":143,"signal":"SIGTERM"}`);
});
