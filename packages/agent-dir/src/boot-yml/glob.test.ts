// The patterns of a boot.yml against fast-glob itself, on real files.
import { makeRepo, type Repo } from '@rhachet/testing';
import fastGlob from 'fast-glob';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pattern } from './glob.ts';

const PATHS = [
  'readme.md',
  'briefs/a.md',
  'briefs/b.md',
  'briefs/[x].md',
  'briefs/x.md',
  'briefs/c (copy).md',
  'briefs/.hidden.md',
  'briefs/.dir/d.md',
  'briefs/deep/er/e.md',
  'briefs/deep/f.md',
  'briefs/rule.require.[demo].md',
  'briefs/{braces}.md',
  'briefs/1.md',
  'briefs/2.md',
  'briefs/03.md',
  'briefs/é.md',
  'briefs-old/g.md',
  'skills/git/commit.sh',
  'skills/git/commit.test.sh',
  'skills/x.sh',
];

let repo: Repo;
beforeAll(() => {
  repo = makeRepo(Object.fromEntries(PATHS.map((path) => [path, ''])));
});
afterAll(() => repo.remove());

it.each([
  'briefs/a.md',
  'briefs/*.md',
  'briefs/**/*.md',
  'briefs/**',
  '**/*.md',
  '**',
  '*',
  '*.md',
  'briefs',
  'briefs/',
  'briefs/{a,b}.md',
  'briefs/{a,deep/f}.md',
  'briefs/{1..2}.md',
  'briefs/{01..04}.md',
  'briefs/{a}.md',
  'briefs/?.md',
  'briefs/[ab].md',
  'briefs/[!ab].md',
  'briefs/[a-c].md',
  'briefs/[[:digit:]].md',
  'briefs/[x].md',
  'briefs/rule.require.[demo].md',
  'briefs/\\[x\\].md',
  'briefs/\\{braces\\}.md',
  'briefs/@(a|b).md',
  'briefs/!(a|b).md',
  'briefs/+(a|b).md',
  'briefs/c (copy).md',
  'briefs/c \\(copy\\).md',
  'briefs/.hidden.md',
  'briefs/.*',
  'briefs/.dir/*.md',
  'briefs/**/.dir/**',
  './briefs/a.md',
  '/briefs/a.md',
  'briefs//a.md',
  '!briefs/a.md',
  '!briefs/**',
  'briefs/é.md',
  'skills/**/*.sh',
  'skills/**/!(*.test).sh',
  'skills/git/*',
  'brief*/g.md',
  'nothing/*',
  'briefs/[',
  'briefs/(',
])('%s', async (glob) => {
  const { matches } = pattern(glob);
  const wanted = await fastGlob(glob, { cwd: repo.dir, onlyFiles: true });
  expect(PATHS.filter(matches).sort()).toEqual(
    wanted.map((path) => path.replace(/^\.\//, '')).sort(),
  );
});
