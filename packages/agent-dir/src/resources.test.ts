// What a role offers to a prompt, on Node and on Bun.
import { execFileSync } from 'node:child_process';
import { bunPath } from '@rhachet/build';
import { isFailure } from '@rhachet/kit';
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterEach, expect, it } from 'vitest';
import { readText } from './read.ts';
import { findResources } from './resources.ts';

let repo: Repo;
afterEach(() => repo.remove());

const find = (): ReturnType<typeof findResources> =>
  findResources({ repo: 'r', role: 'a', dir: repo.path('a') });

/** The same on Bun: the whole answer, or the message of what was thrown. */
function onBun(): unknown {
  const script = `
    import { findResources } from ${JSON.stringify(`${import.meta.dirname}/resources.ts`)};
    import { readText } from ${JSON.stringify(`${import.meta.dirname}/read.ts`)};
    const dir = process.argv.at(-1);
    let answer;
    try {
      const found = findResources({ repo: 'r', role: 'a', dir });
      answer = { found, texts: found.briefs.map(({ file }) => readText(dir + '/' + file)) };
    } catch (error) { answer = { thrown: error.message }; }
    console.log(JSON.stringify(answer));`;
  const out = execFileSync(
    bunPath(),
    ['--conditions=@rhachet/source', '-e', script, repo.path('a')],
    { encoding: 'utf8' },
  );
  return JSON.parse(out);
}

it('finds readme, boot.yml, briefs with their twins, and every file below skills/, sorted by code units', () => {
  repo = makeRepo({
    'a/readme.md': '',
    'a/boot.yml': '',
    'a/keyrack.yml': '',
    'a/briefs/b.md': '',
    'a/briefs/B.md': '\uFEFFwith a mark',
    'a/briefs/a-z.md': '',
    'a/briefs/a/x.md': '',
    'a/briefs/a.md': '',
    'a/briefs/a.md.min': 'min',
    'a/briefs/.hidden/h.md': '',
    'a/briefs/notes.txt': '',
    'a/briefs/.scratch/s.md': '',
    'a/briefs/deep/.archive/s.md.min': '',
    'a/briefs-old/o.md': '',
    'a/skills/z.sh': '#!/bin/sh\n',
    'a/skills/.scratch/template.md': '',
    'a/skills-old/o.sh': '',
    'a/inits/i.sh': '',
  });
  const found = {
    readme: true,
    bootYml: true,
    briefs: ['.hidden/h.md', 'B.md', 'a-z.md', 'a.md', 'a/x.md', 'b.md'].map((path) => ({
      path: `briefs/${path}`,
      file: `briefs/${path}${path === 'a.md' ? '.min' : ''}`,
    })),
    skills: ['skills/.scratch/template.md', 'skills/z.sh'],
  };
  expect(find()).toEqual(found);
  expect(readText(repo.path('a/briefs/B.md'))).toBe('\uFEFFwith a mark');
  expect(onBun()).toEqual({ found, texts: ['', '\uFEFFwith a mark', '', 'min', '', ''] });
});

it('follows links, also of the whole directories, ends cycles, skips broken ones', () => {
  repo = makeRepo({
    'a/readme.md': { link: '../src/readme.md' },
    'a/boot.yml': { link: 'nowhere' },
    'a/briefs': { link: '../src/briefs' },
    'a/skills/mine': { link: '../../src/skills' },
    'src/readme.md': '',
    'src/briefs/one.md': '',
    'src/briefs/again': { link: '.' },
    'src/briefs/broken.md': { link: 'gone.md' },
    'src/skills/s.sh': '',
  });
  const found = {
    readme: true,
    bootYml: false,
    briefs: [{ path: 'briefs/one.md', file: 'briefs/one.md' }],
    skills: ['skills/mine/s.sh'],
  };
  expect(find()).toEqual(found);
  expect(onBun()).toEqual({ found, texts: [''] });
});

it('nothing where there is nothing', () => {
  repo = makeRepo({ 'a/other/x': '' });
  expect(find()).toEqual({ readme: false, bootYml: false, briefs: [], skills: [] });
});

it('a compressed twin without its brief: 65, and names the file', () => {
  repo = makeRepo({ 'a/briefs/deep/x.md.min': '', 'a/briefs/.scratch/y.md.min': '' });
  const message = `${repo.path('a/briefs/deep/x.md.min')} is the compressed twin of a brief that is not there: deep/x.md`;
  let thrown: unknown;
  try {
    find();
  } catch (error) {
    thrown = error;
  }
  expect(isFailure(thrown) && { message: thrown.message, exit: thrown.exit }).toEqual({
    message,
    exit: 65,
  });
  expect(onBun()).toEqual({ thrown: message });
});

it('a file that cannot be read: 66, and names it', () => {
  repo = makeRepo({ 'a/briefs/x.md/y': '' });
  const path = repo.path('a/briefs/x.md');
  expect(() => readText(path)).toThrow(`cannot read ${path}: EISDIR`);
});
