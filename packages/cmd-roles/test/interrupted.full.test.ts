// The same in large numbers, and killed before each single change of the file system.
import { spawnSync } from 'node:child_process';
import { type Repo, run } from '@rhachet/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  expectClean,
  expectWhole,
  killAtRandom,
  linkVersion,
  linkWords,
  makeVersions,
  runWhileLinking,
} from './interrupted.fixture.ts';

let repo: Repo;
beforeEach(() => (repo = makeVersions()));
afterEach(() => repo.remove());

/** The calls that change a directory. Of those that the kernel does not have, strace needs the `?`. */
const CHANGES = [
  ...['rename', 'renameat', 'renameat2', 'symlink', 'symlinkat', 'mkdir', 'mkdirat'],
  ...['unlink', 'unlinkat', 'rmdir'],
];

/** Whether the link was killed at its nth call of this name; it ends when it has fewer. */
async function killedAt(version: string, name: string, nth: number): Promise<boolean> {
  const kill = `inject=?${name}:signal=SIGKILL:when=${nth}`;
  const strace = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', kill];
  const { code } = await run([...strace, ...linkWords(version)], { cwd: repo.dir });
  return code !== 0;
}

it('killed 200 times at random moments', async () => {
  await killAtRandom(repo, 200);
});

const noStrace = spawnSync('strace', ['-V']).error !== undefined;
const why = noStrace ? ' (strace is not installed)' : '';

it.skipIf(noStrace)(`killed at each single call that changes a directory${why}`, async () => {
  let kills = 0;
  for (const [from, to] of [
    ['v1', 'v2'],
    ['v2', 'v1'],
  ] as const) {
    for (const name of CHANGES) {
      for (let nth = 1, killed = true; killed; nth += 1) {
        expect(await linkVersion(repo, from)).toMatchObject({ code: 0 });
        killed = await killedAt(to, name, nth);
        kills += killed ? 1 : 0;
        await expectWhole(repo, `from ${from} to ${to}, killed at ${name} ${nth}`);
      }
    }
  }
  expect(kills).toBeGreaterThan(20);
  await expectClean(repo);
});

it('two links at once, 60 times each: the skill is always found', async () => {
  expect(await runWhileLinking(repo, 60)).toBeGreaterThan(60);
});
