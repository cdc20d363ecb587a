// The registry as npm meets it: what is published is there, once; names of ours are looked up nowhere else.
import { existsSync } from 'node:fs';
import { startRegistry, type Registry } from '@rhachet/registry';
import { makeRepo, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

let place: Repo;
let registry: Registry;
beforeAll(async () => {
  place = makeRepo({
    'rhachet-cmd-one/package.json': '{"name":"rhachet-cmd-one","version":"1.2.3","bin":"./one"}',
    'rhachet-cmd-one/one': '#!/bin/sh\necho one\n',
    'user/package.json': '{"private":true}',
  });
  registry = await startRegistry(place.path('registry'));
});
afterAll(async () => {
  await registry.stop();
  place.remove();
});

it('a folder is packed and published, installed by npm, and refused the second time', async () => {
  await registry.publish(place.path('rhachet-cmd-one'));
  const found = await registry.packument('rhachet-cmd-one');
  expect(found?.['dist-tags']).toEqual({ latest: '1.2.3' });
  const install = await run(['npm', 'install', 'rhachet-cmd-one'], {
    cwd: place.path('user'),
    env: registry.env,
  });
  expect(install).toMatchObject({ code: 0 });
  expect(existsSync(place.path('user/node_modules/.bin/rhachet-cmd-one'))).toBe(true);
  await expect(registry.publish(place.path('rhachet-cmd-one'))).rejects.toThrow(
    'You cannot publish over the previously published versions',
  );
});

it('a name of ours that nobody published is not there, whatever the registry above has', async () => {
  expect(await registry.packument('rhachet')).toBeNull();
  expect(await registry.packument('@rhachet/kit')).toBeNull();
});

it('after stop nothing listens', async () => {
  const other = await startRegistry(place.path('other'));
  await other.stop();
  await expect(fetch(other.url)).rejects.toThrow('fetch failed');
});
