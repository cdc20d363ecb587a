// The files of a role that can be called, and the names they are called by.
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findRoles, type Role } from './roles.ts';
import { findTargets, isRunnable, type TargetKind } from './targets.ts';

const RUN = '#!/bin/sh\n';
let repo: Repo;
let roles: Role[];
beforeAll(() => {
  repo = makeRepo({
    'repo=r/role=a/skills/hi.sh': RUN,
    'repo=r/role=a/skills/deep/er/hi': RUN,
    'repo=r/role=a/skills/note.md': '',
    'repo=r/role=a/skills/late.sh': 'echo\n',
    'repo=r/role=a/skills/twice.sh.sh': RUN,
    'repo=r/role=a/skills/shell.SH': '',
    'repo=r/role=a/skills/é\n.sh': RUN,
    'repo=r/role=a/inits/claude.hooks/check.sh': RUN,
    'repo=r/role=a/inits/check': RUN,
    'repo=r/role=a/other/hi.sh': RUN,
    'repo=r/role=a/hi.sh': RUN,
    // one file by several paths
    'repo=r/role=b/skills/one/hi.sh': RUN,
    'repo=r/role=b/skills/link.sh': { link: 'one/hi.sh' },
    'repo=r/role=b/skills/two': { link: 'one' },
    'repo=r/role=b/skills/zero/hi.sh': { link: '../one/hi.sh' },
    'repo=r/role=b/skills/deep/er/low.sh': RUN,
    'repo=r/role=b/skills/low': { link: 'deep/er/low.sh' },
    'repo=r/role=b/skills/two-ways/b/tie': RUN,
    'repo=r/role=b/skills/two-ways/a/tie': { link: '../b/tie' },
    'repo=r/role=b/skills/far': { link: '../../../far' },
    'far/note': { link: 'tool' },
    'far/tool': RUN,
    'repo=r/role=c/skills': { link: '../role=b/skills' },
  });
  roles = findRoles(repo.dir);
});
afterAll(() => repo.remove());

const role = (name: string): Role[] => roles.filter((one) => one.role === name);
const found = (name: string, kind: TargetKind, slug?: string) =>
  findTargets(role(name), kind, slug).map((target) => [
    target.slug,
    target.path.slice(`${repo.dir}/repo=r/role=${name}/`.length),
    target.executable,
    isRunnable(target),
  ]);

it('skills: the file name without .sh, at any depth; sorted by path', () => {
  expect(found('a', 'skill')).toEqual([
    ['hi', 'skills/deep/er/hi', true, true],
    ['hi', 'skills/hi.sh', true, true],
    ['late', 'skills/late.sh', false, true],
    ['note.md', 'skills/note.md', false, false],
    ['shell.SH', 'skills/shell.SH', false, false],
    ['twice.sh', 'skills/twice.sh.sh', true, true],
    ['é\n', 'skills/é\n.sh', true, true],
  ]);
});

it('inits: the path without .sh', () => {
  expect(found('a', 'init')).toEqual([
    ['check', 'inits/check', true, true],
    ['claude.hooks/check', 'inits/claude.hooks/check.sh', true, true],
  ]);
});

it.each<[string, TargetKind, string, string[]]>([
  ['a', 'skill', 'hi', ['skills/deep/er/hi', 'skills/hi.sh']],
  ['a', 'skill', 'twice.sh', ['skills/twice.sh.sh']],
  ['a', 'skill', 'twice', []],
  ['a', 'skill', 'hi.sh', []],
  ['a', 'skill', 'deep/er/hi', []],
  ['a', 'skill', 'note', []],
  ['a', 'skill', '', []],
  ['a', 'init', 'check', ['inits/check']],
  ['a', 'init', 'claude.hooks/check', ['inits/claude.hooks/check.sh']],
  ['a', 'init', 'hi', []],
  // one file is one target, by its shortest path and the first of several as short
  ['b', 'skill', 'hi', ['skills/one/hi.sh']],
  ['b', 'skill', 'low', ['skills/low']],
  ['b', 'skill', 'tie', ['skills/two-ways/a/tie']],
  ['b', 'skill', 'link', ['skills/link.sh']],
  ['b', 'skill', 'note', ['skills/far/note']],
  ['c', 'skill', 'hi', ['skills/one/hi.sh']],
  ['none', 'skill', 'hi', []],
])('role %s, %s %j: %j', (...[name, kind, slug, paths]) => {
  expect(found(name, kind, slug).map(([, path]) => path)).toEqual(paths);
});

it('two roles with one file are two targets: a filter can choose', () => {
  const both = findTargets([...role('b'), ...role('c')], 'skill', 'hi');
  expect(both.map((target) => [target.repo, target.role, target.kind])).toEqual([
    ['r', 'b', 'skill'],
    ['r', 'c', 'skill'],
  ]);
});
