// The roles: directories repo=…/role=…, however they got there, in one order.
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterEach, expect, it } from 'vitest';
import { findRoles, outside } from './roles.ts';

let repo: Repo;
afterEach(() => repo.remove());

it('sorted by repo and role; what is no such directory is none', () => {
  repo = makeRepo({
    'a/repo=b/role=z/x': '',
    'a/repo=b/role=a/x': '',
    'a/repo=b/role=é🪨 \n*/x': '',
    'a/repo=B/role=x/x': '',
    'a/repo=.this/role=any/skills/role=inner/x': '',
    'a/repo=b/role=file': '',
    'a/repo=b/roles=y/x': '',
    'a/repo=b/x/role=y/x': '',
    'a/repo=file': '',
    'a/repo/role=y/x': '',
    'a/xrepo=b/role=y/x': '',
    'a/role=y/x': '',
  });
  const found = findRoles(repo.path('a'));
  expect(found.map(({ repo: of, role }) => [of, role])).toEqual([
    ['.this', 'any'],
    ['B', 'x'],
    ['b', 'a'],
    ['b', 'z'],
    ['b', 'é🪨 \n*'],
  ]);
  for (const { repo: of, role, dir } of found)
    expect(dir).toBe(repo.path('a', `repo=${of}`, `role=${role}`));
});

it('a linked repo and a linked role count; links that lead nowhere or to files do not', () => {
  repo = makeRepo({
    'far/role=one/x': '',
    'far/two/x': '',
    'a/repo=linked': { link: '../far' },
    'a/repo=b/role=two': { link: '../../far/two' },
    'a/repo=b/role=nowhere': { link: 'nowhere' },
    'a/repo=b/role=self': { link: 'role=self' },
    'a/repo=b/role=file': { link: '../../far/two/x' },
    'a/repo=nowhere': { link: 'nowhere' },
    'a/repo=self': { link: 'repo=self' },
    'a/repo=file': { link: '../far/two/x' },
    'a/repo=root': { link: '/' },
    linked: { link: 'a' },
  });
  for (const dir of ['a', 'linked']) {
    expect(findRoles(repo.path(dir))).toEqual([
      { repo: 'b', role: 'two', dir: repo.path(dir, 'repo=b/role=two') },
      { repo: 'linked', role: 'one', dir: repo.path(dir, 'repo=linked/role=one') },
    ]);
  }
});

it('no roles where there is no directory', () => {
  repo = makeRepo({ file: '', 'empty/x': '' });
  expect(['nowhere', 'file', 'empty'].map((dir) => findRoles(repo.path(dir)))).toEqual([
    [],
    [],
    [],
  ]);
});

it.each([
  [{}, undefined],
  [{ repo: 'a' }, undefined],
  [{ role: 'b' }, undefined],
  [{ repo: 'a', role: 'b' }, undefined],
  [{ repo: undefined, role: undefined }, undefined],
  [{ repo: 'A' }, 'repo is a, not A'],
  [{ repo: '', role: 'x' }, 'repo is a, not '],
  [{ repo: 'a', role: 'x' }, 'role is b, not x'],
])('repo=a/role=b and the filter %j', (filter, reason) => {
  repo = makeRepo();
  expect(outside({ repo: 'a', role: 'b' }, filter)).toBe(reason);
});
