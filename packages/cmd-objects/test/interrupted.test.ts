// Who interrupts a message, or kills the process that runs it, ends the programs that a raw method has started.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { bunPath } from '@rhachet/build';
import { afterAll, expect, it } from 'vitest';

const dir = mkdtempSync(join(tmpdir(), 'rhachet-interrupted-'));
const temporary = mkdtempSync(join(dir, 'tmp-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function send(...message: string[]): ChildProcess {
  const main = join(import.meta.dirname, '../src/main.ts');
  const words = ['--conditions=@rhachet/source', main, 'send', '--db', ':memory:', ...message];
  const env = { ...process.env, TMPDIR: temporary };
  return spawn(bunPath(), words, { cwd: dir, env, stdio: 'ignore' });
}

const ended = (child: ChildProcess): Promise<string | number | null> =>
  new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(5);
}

const pidIn = (file: string): number =>
  existsSync(join(dir, file)) ? Number(readFileSync(join(dir, file), 'utf8')) : 0;

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('%s ends them', async (signal) => {
  const command = `sleep 1000 & echo $! >background.${signal}; sh -c "echo \\$\\$ >foreground.${signal}; exec sleep 1000"`;
  const child = send('Shell', 'exec:', command);
  await until(() => pidIn(`foreground.${signal}`) > 0 && pidIn(`background.${signal}`) > 0);
  const pids = [pidIn(`foreground.${signal}`), pidIn(`background.${signal}`)];
  expect(pids.every(lives)).toBe(true);
  child.kill(signal);
  expect(await ended(child)).toBe(signal);
  await until(() => !pids.some(lives));
  await until(() => readdirSync(temporary).length === 0);
});

it('after a goodbye they go on', async () => {
  expect(await ended(send('Shell', 'exec:', 'sleep 1000 & echo $! >kept'))).toBe(0);
  // What bash itself had is gone, so nobody is left who would end it.
  await until(() => readdirSync(temporary).length === 0);
  expect(lives(pidIn('kept'))).toBe(true);
  process.kill(pidIn('kept'));
});
