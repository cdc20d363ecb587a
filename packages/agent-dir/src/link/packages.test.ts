// Which packages of a project bring roles, and why the others do not.
import { makeRepo, type Repo, makeProject } from '@rhachet/testing';
import { afterEach, expect, it } from 'vitest';
import { mechanic } from './package.fixture.ts';
import { findRolePackages } from './packages.ts';

let repo: Repo;
afterEach(() => repo.remove());

it('dependencies and devDependencies, scoped or not, sorted; a broken one does not hide the others', async () => {
  repo = makeProject(
    {
      'rhachet-roles-b': mechanic(),
      '@acme/rhachet-roles-a': mechanic('slug: a\nroles: []\n'),
      'rhachet-roles-broken': mechanic('slug: b\nroles: 3\n'),
      'rhachet-roles-without': {},
      'rhachet-roles-': mechanic(),
      'my-rhachet-roles-x': mechanic(),
    },
    { 'node_modules/rhachet-roles-unlisted/rhachet.repo.yml': 'slug: x\nroles: []\n' },
  );
  repo.write({
    'package.json': JSON.stringify({
      dependencies: { 'rhachet-roles-b': '1', 'rhachet-roles-': '1', 'my-rhachet-roles-x': '1' },
      devDependencies: {
        'rhachet-roles-gone': '1',
        'rhachet-roles-broken': '1',
        'rhachet-roles-without': '1',
        '@acme/rhachet-roles-a': '1',
      },
    }),
  });
  const { packages, problems } = await findRolePackages(repo.dir);
  expect(packages.map(({ name, dir, trusted }) => ({ name, dir, trusted }))).toEqual([
    {
      name: '@acme/rhachet-roles-a',
      dir: repo.path('node_modules/@acme/rhachet-roles-a'),
      trusted: false,
    },
    { name: 'rhachet-roles-b', dir: repo.path('node_modules/rhachet-roles-b'), trusted: false },
  ]);
  expect(problems).toEqual([
    {
      package: 'rhachet-roles-broken',
      message:
        'node_modules/rhachet-roles-broken/rhachet.repo.yml:2:8: roles: expected a list of roles',
      broken: true,
    },
    { package: 'rhachet-roles-gone', message: 'is not installed', broken: false },
    { package: 'rhachet-roles-without', message: 'has no rhachet.repo.yml', broken: false },
  ]);
});

it('a package that is installed further up is found; without package.json there are none', async () => {
  repo = makeProject(
    { 'rhachet-roles-a': mechanic() },
    { 'inner/package.json': '{"dependencies":{"rhachet-roles-a":"1"}}', 'bare/x': '' },
  );
  const { packages } = await findRolePackages(repo.path('inner'));
  expect(packages.map(({ dir }) => dir)).toEqual([repo.path('node_modules/rhachet-roles-a')]);
  expect(await findRolePackages(repo.path('bare'))).toEqual({ packages: [], problems: [] });
});

it('a package.json that is no JSON: exit 65, and where it is', async () => {
  repo = makeRepo({ 'package.json': '{ nonsense' });
  await expect(findRolePackages(repo.dir)).rejects.toMatchObject({
    exit: 65,
    message: expect.stringContaining(repo.path('package.json')) as string,
  });
});
