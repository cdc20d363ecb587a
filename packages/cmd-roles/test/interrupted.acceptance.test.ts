// roles link, killed at any moment and run by several at once: the old links or the new ones, never neither.
import { type Repo } from '@rhachet/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  expectClean,
  killAtRandom,
  linkVersion,
  makeVersions,
  runWhileLinking,
} from './interrupted.fixture.ts';

let repo: Repo;
beforeEach(() => (repo = makeVersions()));
afterEach(() => repo.remove());

it('killed at random moments', async () => {
  await killAtRandom(repo, 12);
});

it('two links at once, again and again: both succeed, and the skill is always found', async () => {
  expect(await runWhileLinking(repo, 6)).toBeGreaterThan(0);
});

it('the same role by six processes at once, from nothing and from another version', async () => {
  for (const version of ['v1', 'v2', 'v1']) {
    const results = await Promise.all(Array.from({ length: 6 }, () => linkVersion(repo, version)));
    for (const result of results) expect(result).toMatchObject({ code: 0, stderr: '' });
  }
  await expectClean(repo);
});
