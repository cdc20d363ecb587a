// The config file: what a registry may say, and how each fault of the file is told.
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterEach, expect, it } from 'vitest';
import { findUseConfig, readUseConfig } from './use-config.ts';

let repo: Repo;
afterEach(() => repo.remove());

it('registries in the form of the reference: uris, commands, absolute paths, hooks', async () => {
  repo = makeRepo({
    'use.mjs': `export const getRoleRegistries = async () => [{
      slug: '.this',
      readme: { uri: 'readme.md' },
      roles: [{
        slug: 'any', name: 'Any', purpose: 'anything', traits: [],
        readme: { uri: '/abs/readme.md' },
        briefs: { dirs: { uri: '../elsewhere/briefs' } },
        skills: { dirs: [{ uri: '/abs/skills' }], refs: [] },
        inits: { exec: [{ cmd: '/abs/inits/x.sh' }] },
        hooks: { onBrain: { onStop: [{ command: 'x', timeout: 'PT5S' }] }, onDispatch: () => 1 },
      }],
    }];`,
  });
  expect(await readUseConfig(repo.path('use.mjs'))).toEqual([
    {
      name: 'use.mjs',
      dir: repo.dir,
      trusted: true,
      manifest: {
        slug: '.this',
        readme: 'readme.md',
        roles: [
          {
            slug: 'any',
            name: 'Any',
            purpose: 'anything',
            readme: '/abs/readme.md',
            briefs: ['../elsewhere/briefs'],
            skills: ['/abs/skills'],
            inits: [],
            lists: ['skills', 'inits'],
            exec: ['/abs/inits/x.sh'],
            hooks: { onStop: [{ command: 'x', timeout: 'PT5S' }] },
          },
        ],
      },
    },
  ]);
});

it.each([
  ['throw new Error("boom")', 'failed to load .*: boom'],
  ['throw "a text"', 'failed to load .*: a text'],
  ['throw null', 'failed to load .*: null'],
  ['import "nowhere-at-all"', "failed to load .*: Cannot find package 'nowhere-at-all'"],
  ['export const x = 1', 'does not export getRoleRegistries'],
  [
    'export const getRoleRegistries = () => { throw new Error("late") }',
    'getRoleRegistries\\(\\) of .* failed: late',
  ],
  ['export const getRoleRegistries = () => ({})', 'returns no list'],
  ['export const getRoleRegistries = () => [null]', 'registry 1 of .*: expected slug and roles'],
  [
    'export const getRoleRegistries = () => [{ slug: "a", roles: [{ slug: "../x" }] }]',
    'registry 1 of .*: roles\\[0\\].slug: not a name',
  ],
])('%s', async (code, message) => {
  repo = makeRepo({ 'use.mjs': `${code};\n` });
  const error: unknown = await readUseConfig(repo.path('use.mjs')).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ exit: 78, message: expect.stringMatching(message) as string });
});

it('it is found at the root only when it is there; one that is named must be there', async () => {
  repo = makeRepo();
  expect(findUseConfig(repo.dir)).toBeUndefined();
  await expect(readUseConfig(repo.path('rhachet.use.ts'))).rejects.toMatchObject({ exit: 66 });
  repo.write({ 'rhachet.use.ts': '' });
  expect(findUseConfig(repo.dir)).toBe(repo.path('rhachet.use.ts'));
});
