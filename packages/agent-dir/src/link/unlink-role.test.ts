// Unlinking: the role goes, with the last one its repo; .this never.
import { existsSync, readdirSync } from 'node:fs';
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterEach, expect, it } from 'vitest';
import { linkText } from './link-text.ts';
import { unlinkRole } from './unlink-role.ts';

let repo: Repo;
afterEach(() => repo.remove());

it('a role with broken links, then the last one with its repo; nothing behind a link is touched', () => {
  repo = makeRepo({
    'source/x.sh': '',
    '.agent/repo=a/.gitignore': '*\n',
    '.agent/repo=a/role=one/skills': { link: '../../../source' },
    '.agent/repo=a/role=one/briefs': { link: 'nowhere' },
    '.agent/repo=a/role=two/skills': { link: 'nowhere' },
    '.agent/repo=.this/readme.md': '',
  });
  expect(linkText(unlinkRole(repo.dir, { repo: 'a', role: 'one' }))).toBe(
    '📚 link role repo=a/role=one\n   ├─ links\n      └── - .agent/repo=a/role=one (removed)\n',
  );
  expect(readdirSync(repo.path('.agent/repo=a')).sort()).toEqual(['.gitignore', 'role=two']);
  expect(unlinkRole(repo.dir, { repo: 'a', role: 'two' }).entries).toEqual([
    { path: '.agent/repo=a', what: 'removed' },
  ]);
  expect(readdirSync(repo.path('.agent'))).toEqual(['repo=.this']);
  expect(existsSync(repo.path('source/x.sh'))).toBe(true);
});

it('a role of .this is refused, one that is not linked is not found', () => {
  repo = makeRepo({ '.agent/repo=.this/role=any/x': '', '.agent/repo=a/role=one/x': '' });
  const failing = (named: { repo: string; role: string }): unknown => {
    try {
      return unlinkRole(repo.dir, named);
    } catch (error) {
      return error;
    }
  };
  expect(failing({ repo: '.this', role: 'any' })).toMatchObject({ exit: 77 });
  expect(failing({ repo: 'a', role: 'onne' })).toMatchObject({
    exit: 127,
    hint: 'did you mean "a/one"?',
  });
  expect(failing({ repo: 'a/../..', role: 'one' })).toMatchObject({ exit: 127 });
  expect(existsSync(repo.path('.agent/repo=.this/role=any/x'))).toBe(true);
});
