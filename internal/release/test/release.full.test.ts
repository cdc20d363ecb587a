// A rehearsed release as the maintainer runs it, and what the next ones publish: what changed, and nothing else.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Registry, startRegistry } from '@rhachet/registry';
import { makeRepo, type Repo, run } from '@rhachet/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyWorkTree } from '../copy.mjs';
import { release } from '../release.mjs';
import { version, versions } from '../steps.mjs';

const root = join(import.meta.dirname, '../../..');
const cli = join(import.meta.dirname, '../cli.mjs');
const cache = join(root, '.turbo/cache');

let place: Repo;
let copy: string;
let registry: Registry;

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', root, ...args], {
    encoding: 'utf8',
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  });

/** Builds everything: no limit but the test's own. */
const dry = () =>
  execa('node', [cli, '--dry', '--registry', place.path('registry')], { cwd: root, reject: false });

/** Releases from the copy and says what that published. */
async function publishedBy(): Promise<string[]> {
  const rows = await release({ copy, cache, registry, say: () => undefined });
  return rows
    .filter(({ state }) => state === 'new')
    .map(({ tarball: { manifest } }) => `${manifest.name}@${manifest.version}`);
}

const changeset = (name: string, packages: Record<string, string>): void => {
  const lines = Object.entries(packages).map(([one, bump]) => `'${one}': ${bump}`);
  place.write({
    [`copy/.changeset/${name}.md`]: `---\n${lines.join('\n')}\n---\n\nA change.\n`,
  });
};

beforeAll(() => {
  place = makeRepo();
  copy = place.path('copy');
});
afterAll(async () => {
  await registry.stop();
  place.remove();
});

it('the first run publishes all, the second nothing; the checkout stays as it is', async () => {
  const state = [git('status', '--porcelain'), git('tag'), git('stash', 'list'), git('log', '-1')];
  const first = await dry();
  expect(first.exitCode, first.stderr).toBe(0);
  expect(first.stdout).toMatch(/^rhachet +\S+ +\S+ +\S+ kB +\S+ kB +\S+ kB +\d+ +published$/m);
  expect(first.stdout).toMatch(/^core +[\d.]+ kB +1000\.0 kB$/m);
  const second = await dry();
  expect(second.exitCode, second.stderr).toBe(0);
  expect(second.stdout).toContain('nothing is new: nothing was published');
  expect(second.stdout).not.toMatch(/\d +published$/m);
  expect([
    git('status', '--porcelain'),
    git('tag'),
    git('stash', 'list'),
    git('log', '-1'),
  ]).toEqual(state);
});

it('a package that changed is published alone', async () => {
  registry = await startRegistry(place.path('registry'));
  await copyWorkTree(root, copy);
  expect(await publishedBy()).toEqual([]);
  const before = await versions(copy);
  place.write({ 'copy/packages/perf-harness/README.md': '# Changed\n' });
  changeset('one', { '@rhachet/perf-harness': 'patch' });
  const [major, minor, patch] = (before.get('@rhachet/perf-harness') ?? '').split('.');
  expect(await publishedBy()).toEqual([
    `@rhachet/perf-harness@${major}.${minor}.${Number(patch) + 1}`,
  ]);
  expect(await publishedBy()).toEqual([]);
});

it('a change without a changeset is refused, and nothing is published', async () => {
  const readme = 'copy/packages/launch/README.md';
  place.write({ [readme]: '# Changed\n' });
  changeset('two', { '@rhachet/perf-harness': 'patch' });
  await expect(publishedBy()).rejects.toThrow(
    /^@rhachet\/launch: \S+ is published with other contents: add a changeset/,
  );
  const { versions: there } = (await registry.packument('@rhachet/perf-harness')) ?? {};
  expect(Object.keys(there ?? {})).toHaveLength(2);
});

it('dependents get a version only where the range to them demands it', async () => {
  const changedBy = async (bump: string): Promise<string[]> => {
    const before = await versions(copy);
    changeset(bump, { '@rhachet/kit': bump });
    await version(copy);
    const after = await versions(copy);
    return [...after].filter(([name, now]) => before.get(name) !== now).map(([name]) => name);
  };
  expect(await changedBy('patch')).toEqual(['@rhachet/kit']);
  expect((await changedBy('major')).sort()).toEqual([
    '@rhachet/agent-dir',
    '@rhachet/kit',
    '@rhachet/launch',
    '@rhachet/serve',
    '@rhachet/target',
  ]);
});

it('installed from there: one runtime, and the rest is small', async () => {
  place.write({ 'user/package.json': '{"private":true}' });
  const user = place.path('user');
  const install = await run(['npm', 'install', 'rhachet', '@rhachet/cmd-run', '--prefer-offline'], {
    cwd: user,
    env: registry.env,
  });
  expect(install).toMatchObject({ code: 0 });
  const files = readdirSync(join(user, 'node_modules'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(user, 'node_modules', name))
    .filter((path) => statSync(path).isFile());
  const large = files.filter((path) => statSync(path).size > 10_000_000);
  expect(large.map((path) => path.slice(user.length))).toEqual([
    expect.stringMatching(/^\/node_modules\/@oven\/bun-[^/]+\/bin\/bun$/),
  ]);
  const rest = files.filter((path) => !path.includes('/@oven/'));
  expect(rest.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThan(15_000_000);
  const version = await run([join(user, 'node_modules/.bin/rhachet'), '--version'], { cwd: user });
  expect(version).toMatchObject({ code: 0 });
  const text = readFileSync(join(user, 'node_modules/rhachet/package.json'), 'utf8');
  const { version: released } = JSON.parse(text) as { version: string };
  expect(version.stdout).toMatch(new RegExp(`^rhachet +${released} `, 'm'));
});
