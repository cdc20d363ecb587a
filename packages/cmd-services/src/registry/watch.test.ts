// A registry that is followed: good content takes over, bad content leaves the last good one in use.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { makeRepo, type Repo, until } from '@rhachet/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Routes } from '../cache/routes.ts';
import { SEED } from '../testing/seed.fixture.ts';
import { watchRegistry, type Watching } from './watch.ts';

let repo: Repo;
let watching: Watching;
let swaps: Routes[];
let errors: string[];
beforeEach(() => {
  repo = makeRepo({ 'routes/registry.yaml': SEED });
  swaps = [];
  errors = [];
  watching = watchRegistry({
    source: repo.path('routes/registry.yaml'),
    hash: 'of something older',
    onChange: (routes) => swaps.push(routes),
    onError: (error) => errors.push((error as Error).message),
  });
});
afterEach(() => {
  watching.close();
  repo.remove();
});

const file = (): string => repo.path('routes/registry.yaml');
const endpoints = (): (string | undefined)[] =>
  swaps.map((routes) => routes.registry().orgs[0]?.services[0]?.endpoints[0]?.url);

it('a change is seen by itself, whichever way the editor writes', async () => {
  await watching.check();
  expect(endpoints()).toEqual(['http://lucidia:8091/v1/salesforce']);
  writeFileSync(file(), SEED.replace('8091/v1', '1/v1'));
  await until(() => swaps.length === 2, 'the written file');
  writeFileSync(`${file()}.new`, SEED.replace('8091/v1', '2/v1'));
  renameSync(`${file()}.new`, file());
  await until(() => swaps.length === 3, 'the renamed file');
  expect(endpoints().slice(1)).toEqual([
    'http://lucidia:1/v1/salesforce',
    'http://lucidia:2/v1/salesforce',
  ]);
  expect(errors).toEqual([]);
});

it('what is bad is said once and changes nothing', async () => {
  await watching.check();
  writeFileSync(file(), 'orgs: 3');
  await watching.check();
  await watching.check();
  rmSync(file());
  await watching.check();
  await watching.check();
  expect(swaps).toHaveLength(1);
  expect(errors).toHaveLength(2);
  expect(errors[0]).toContain(`orgs is not a map (${file()}:1:7)`);
  expect(errors[1]).toContain('ENOENT');
  writeFileSync(file(), SEED);
  await watching.check();
  expect(swaps).toHaveLength(2);
});
