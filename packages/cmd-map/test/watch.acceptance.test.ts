// `map index --watch` of the packed program, on both engines: a line for each build, and an end that is told.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { installedBin, makeRepo, until } from '@rhachet/testing';
import { describe, expect, it } from 'vitest';

const ENGINES: Record<string, Record<string, string>> = {
  Bun: {},
  Node: { RHACHET_ENGINE: 'node' },
};

describe.each(Object.entries(ENGINES))('on %s', (_name, env) => {
  it.each([
    ['SIGTERM', 0],
    ['SIGINT', 130],
  ] as const)('follows until %s', async (signal, exit) => {
    const repo = makeRepo({ 'src/a.jan': 'func a(x: i32) {}\n' });
    const child = spawn(installedBin('rhachet'), ['map', 'index', 'src', '--watch'], {
      cwd: repo.dir,
      env: { ...process.env, ...env },
    });
    let out = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    const lines = (count: number): Promise<unknown> =>
      until(() => out.split('\n').length > count, `${count} lines, not ${out}`);
    await lines(1);
    repo.write({ 'src/deep/b.jan': 'func b(x: i32) {}\nfunc c(x: i32) {}\n' });
    await lines(2);
    expect(out.split('\n')[1]).toBe(
      `${repo.path('src/.dispatch-map.index')}: 2 files (1 read), 3 overloads in 3 families, 0 types`,
    );
    const ended = once(child, 'exit');
    child.kill(signal);
    expect(await ended).toEqual([exit, null]);
    expect(out.split('\n').length).toBe(3);
    repo.remove();
  });
});
