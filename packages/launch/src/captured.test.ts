// A program whose output is kept.
import { expect, it } from 'vitest';
import { until } from '@rhachet/testing';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCaptured } from './captured.ts';

const shell = (script: string) => ({
  file: '/bin/sh',
  args: ['-c', script],
  env: process.env,
  keep: { fds: undefined, nofile: undefined },
});

it('both outputs apart, the exit code, and stdin', async () => {
  const program = shell('cat; echo err >&2; exit 7');
  expect(await runCaptured(program, { stdin: 'in', mostBytes: 100 })).toEqual({
    exit: 7,
    stdout: 'in',
    stderr: 'err\n',
  });
  expect(await runCaptured(shell('cat'), { mostBytes: 100 })).toMatchObject({
    exit: 0,
    stdout: '',
  });
});

it('keeps so many bytes, and counts the rest; never half a character', async () => {
  const { stdout } = await runCaptured(shell('printf "aaaé%s" more'), { mostBytes: 4 });
  expect(stdout).toBe('aaa\n[5 bytes left out]\n');
});

it('is ended by the signal, also by one that is there already', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-'));
  const stop = new AbortController();
  const script = `trap 'exit 3' TERM; : > '${dir}/started'; sleep 100 & wait`;
  const going = runCaptured(shell(script), { signal: stop.signal, mostBytes: 100 });
  await until(() => existsSync(`${dir}/started`), 'the program to start');
  stop.abort();
  expect(await going).toMatchObject({ exit: 3 });
  const late = runCaptured(shell('exec sleep 100'), { signal: stop.signal, mostBytes: 100 });
  expect(await late).toMatchObject({ exit: 143 });
  rmSync(dir, { recursive: true });
});

it('a file that cannot be executed', async () => {
  const program = { ...shell(''), file: '/etc/passwd' };
  await expect(runCaptured(program, { mostBytes: 1 })).rejects.toMatchObject({ exit: 126 });
});
