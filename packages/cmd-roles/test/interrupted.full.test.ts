// The same in large numbers, and killed before each single change of the file system.
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

const CHANGES = [
  ...['rename', 'renameat', 'renameat2', 'symlink', 'symlinkat', 'mkdir', 'mkdirat'],
  ...['unlink', 'unlinkat', 'rmdir'],
].join(',');

it('killed 200 times at random moments', async () => {
  await killAtRandom(repo, 200);
});

it('killed before its first change of the file system, its second, and so on to the last', async () => {
  let kills = 0;
  for (let at = 1, ended = false; !ended; at += 1) {
    for (const version of ['v1', 'v2']) {
      expect(await linkVersion(repo, version === 'v1' ? 'v2' : 'v1')).toMatchObject({ code: 0 });
      const kill = `inject=?${CHANGES.replaceAll(',', ',?')}:signal=SIGKILL:when=${at}`;
      const { code } = await run(
        ['strace', '-f', '-qq', '-o', '/dev/null', '-e', kill, ...linkWords(version)],
        {
          cwd: repo.dir,
        },
      );
      ended = code === 0;
      kills += ended ? 0 : 1;
      await expectWhole(repo, `killed before change ${at}`);
    }
  }
  expect(kills).toBeGreaterThan(10);
  await expectClean(repo);
});

it('two links at once, 60 times each: the skill is always found', async () => {
  expect(await runWhileLinking(repo, 60)).toBeGreaterThan(60);
});
