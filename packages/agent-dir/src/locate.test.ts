// Where .agent/ is: the nearest one upwards, never beyond the git root, never a parent's where there is no git root.
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAgentDir, locateAgentDir } from './locate.ts';

let repo: Repo;
let outside: Repo;
beforeAll(() => {
  repo = makeRepo({
    '.agent/x': '',
    'a/b/c/x': '',
    'near/.agent/x': '',
    'near/deep/x': '',
    'worktree/.git': 'gitdir: elsewhere\n',
    'worktree/a/x': '',
    'own/.git/HEAD': '',
    'own/.agent/x': '',
    'linked/.agent': { link: '../near/.agent' },
    'broken/.agent': { link: 'nowhere' },
    'file/.agent': '',
    'loop/.agent': { link: '.agent' },
    'git-link/.git': { link: '../.git' },
    'broken-git/.git': { link: 'nowhere' },
  });
  outside = makeRepo({ '.agent/x': '', 'sub/x': '' }, { git: false });
});
afterAll(() => {
  repo.remove();
  outside.remove();
});

it.each([
  ['', '.agent'],
  ['a/b/c', '.agent'],
  ['near', 'near/.agent'],
  ['near/deep', 'near/.agent'],
  ['own', 'own/.agent'],
  ['linked', 'linked/.agent'],
  // what is no directory is passed over
  ['broken', '.agent'],
  ['file', '.agent'],
  ['loop', '.agent'],
  // a directory that is gone still has parents
  ['a/removed/long/ago', '.agent'],
  // a `.git` that leads nowhere is none
  ['broken-git', '.agent'],
])('from %j: %s', (from, found) => {
  expect(findAgentDir(repo.path(from))).toBe(repo.path(found));
  expect(locateAgentDir(repo.path(from))).toBe(repo.path(found));
});

const HINT =
  'run this inside a repository with roles, or put a skill at .agent/repo=.this/role=any/skills/<name>.sh';
const failure = (details: string[]): object =>
  expect.objectContaining({
    name: 'RhachetFailure',
    message: 'there is no .agent/ directory',
    code: 'NO_AGENT_DIR',
    exit: 127,
    details,
    hint: HINT,
  }) as object;

it.each([
  ['worktree', ['worktree']],
  ['worktree/a', ['worktree/a', 'worktree']],
  ['git-link', ['git-link']],
])('the git root ends the search from %s', (from, looked) => {
  expect(findAgentDir(repo.path(from))).toBeUndefined();
  const text = looked.map((dir) => repo.path(dir)).join(', ');
  expect(() => locateAgentDir(repo.path(from))).toThrow(
    failure([`looked in ${text} (the git root)`]),
  );
});

it('outside a repository only the directory itself counts', () => {
  expect(findAgentDir(outside.dir)).toBe(outside.path('.agent'));
  expect(findAgentDir(outside.path('sub'))).toBeUndefined();
  const looked = `looked in ${outside.path('sub')}; no git repository holds it, so no parent was searched`;
  expect(() => locateAgentDir(outside.path('sub'))).toThrow(failure([looked]));
});
