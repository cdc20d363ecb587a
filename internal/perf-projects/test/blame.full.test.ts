// The blame of a real chain: rhachet on Node as npm installs it, beside a copy of it that computes for
// some milliseconds in front of `target.found`.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { blame, formatBlame, gate } from '@rhachet/perf-harness';
import { makeRepo, project, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const PLANTED_MS = 25;
const SKILL = '.agent/repo=.this/role=any/skills/hello.sh';
let repo: Repo;
let copy: Repo;

const words = ['run', '--skill', 'hello'];
const rhachet = (root: string): string[] => [
  join(root, 'node_modules/rhachet/bin/run.jit'),
  ...words,
];

beforeAll(() => {
  repo = makeRepo({ [SKILL]: '#!/bin/sh\necho hello\n' });
  copy = makeRepo({}, { git: false });
  // Without Bun, which is large and not needed here.
  const filter = (path: string): boolean => !path.includes('/@oven');
  cpSync(join(project, 'node_modules'), copy.path('node_modules'), {
    ...{ recursive: true, verbatimSymlinks: true, filter },
  });
  const bundle = copy.path('node_modules/@rhachet/cmd-run/dist/cmd-run.jit.cjs');
  const code = readFileSync(bundle, 'utf8');
  const mark = /(\w+)\("target\.found"\)/;
  expect(code).toMatch(mark);
  const loop = `(()=>{const end=performance.now()+${PLANTED_MS};while(performance.now()<end);})()`;
  writeFileSync(
    bundle,
    code.replace(mark, (call) => `(${loop},${call})`),
  );
});
afterAll(() => {
  repo.remove();
  copy.remove();
});

it('a build with a busy loop in target.found is blamed on that stage', async () => {
  const result = await blame({
    command: rhachet(copy.dir),
    base: rhachet(project),
    cwd: repo.dir,
    expect: { stdout: 'hello\n' },
    source: { from: 'file' },
    runs: 20,
  });
  console.log(formatBlame(result));
  expect(result.problem).toBeNull();
  expect(result.moved?.stage).toBe('target.found');
  expect(result.moved?.ci99.lowMs).toBeGreaterThan(0);
  expect(result.moved?.shiftMs).toBeGreaterThan(PLANTED_MS * 0.8);
});

it('and so is a gate that it makes fail', async () => {
  const { verdict, blame: blamed } = await gate({
    name: 'rhachet, patched',
    command: rhachet(copy.dir),
    direct: [repo.path(SKILL)],
    base: rhachet(project),
    // Nothing that starts Node passes this.
    budgetMs: 1,
    runs: 5,
    cwd: repo.dir,
  });
  expect(verdict).toBe('fail');
  expect(blamed?.from).toBe('file');
  expect(blamed?.moved?.stage).toBe('target.found');
});
