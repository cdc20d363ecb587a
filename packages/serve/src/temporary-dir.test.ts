import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inTemporaryDir } from './temporary-dir.ts';

const listeners = (): number => process.listenerCount('SIGINT');

it('is there for the work, and gone afterwards', async () => {
  const before = listeners();
  const dir = await inTemporaryDir('rhachet-test-', (made) => {
    writeFileSync(join(made, 'x'), '');
    expect(listeners()).toBe(before + 1);
    return Promise.resolve(made);
  });
  expect([existsSync(dir), listeners()]).toEqual([false, before]);
});

it('is gone after an error', async () => {
  let dir = '';
  const work = (made: string): Promise<never> => {
    dir = made;
    return Promise.reject(new Error('no luck'));
  };
  await expect(inTemporaryDir('rhachet-test-', work)).rejects.toThrow('no luck');
  expect(existsSync(dir)).toBe(false);
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s stops the work, and the exit code says so', async (signal, exit) => {
  let dir = '';
  const work = (made: string, stop: AbortSignal): Promise<string> =>
    new Promise((resolve) => {
      dir = made;
      stop.addEventListener('abort', () => resolve('half of it'));
      process.kill(process.pid, signal);
    });
  await expect(inTemporaryDir('rhachet-test-', work)).rejects.toMatchObject({
    message: `interrupted by ${signal}`,
    exit,
  });
  expect(existsSync(dir)).toBe(false);
});
