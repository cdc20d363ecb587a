// How many briefs a role has.
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterEach, expect, it } from 'vitest';
import { countBriefs } from './briefs.ts';

let repo: Repo;
afterEach(() => repo.remove());

const count = (): number => countBriefs({ repo: 'r', role: 'a', dir: repo.path('a') });

it('counts .md files at any depth, and neither compressed twins nor what is set aside', () => {
  repo = makeRepo({
    'a/briefs/one.md': '',
    'a/briefs/one.md.min': '',
    'a/briefs/deep/er/two.md': '',
    'a/briefs/.hidden/three.md': '',
    'a/briefs/.md': '',
    'a/briefs/four.MD': '',
    'a/briefs/five.txt': '',
    'a/briefs/.scratch/x.md': '',
    'a/briefs/deep/.archive/er/x.md': '',
    'a/briefs/scratch/six.md': '',
    'a/briefs/linked': { link: '../../far' },
    'a/readme.md': '',
    'far/seven.md': '',
    'far/.archive': { link: 'old' },
    'far/old/x.md': '',
  });
  expect(count()).toBe(7);
});

it('none without briefs/', () => {
  repo = makeRepo({ 'a/one.md': '' });
  expect(count()).toBe(0);
});
