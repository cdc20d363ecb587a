// roles list: what is counted, what is not, and the gate.
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, makeRepo, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const A = '.agent/repo=.this/role=any';
const B = '.agent/repo=acme/role=mechanic';
const bins = [
  [installedBin('rhachet'), 'roles'],
  [installedBin('cmd-roles')],
  [installedBin('cmd-roles'), 'roles'],
];

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    [`${A}/briefs/one.md`]: '# one',
    [`${A}/briefs/one.md.min`]: 'one',
    [`${A}/briefs/deep/two.md`]: '# two',
    [`${A}/briefs/.scratch/three.md`]: '# three',
    [`${A}/briefs/deep/.archive/four.md`]: '# four',
    [`${A}/briefs/picture.png`]: '',
    [`${A}/skills/run.sh`]: '#!/bin/sh\n',
    [`${A}/skills/template.md`]: '',
    [`${B}/inits/hooks/check`]: '#!/bin/sh\n',
    '.agent/repo=empty/readme.md': '',
    '.agent/role=stray/skills/x.sh': '#!/bin/sh\n',
  });
});
afterAll(() => repo.remove());

it.each(bins)('%s %s', async (...bin) => {
  const { code, stdout } = await run([...bin, 'list'], { cwd: repo.dir });
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: [
      '2 roles',
      '├─ repo=.this',
      '│  └─ role=any  2 briefs, 1 skill, 0 inits',
      '└─ repo=acme',
      '   └─ role=mechanic  0 briefs, 0 skills, 1 init',
      '',
    ].join('\n'),
  });
});

it('--repo and --json', async () => {
  const { stdout } = await run([installedBin('cmd-roles'), 'list', '--json', '--repo', 'acme'], {
    cwd: repo.dir,
  });
  expect(JSON.parse(stdout)).toEqual({
    roles: [{ repo: 'acme', role: 'mechanic', briefs: 0, skills: 0, inits: 1 }],
  });
});

it.each([
  [['--role', 'mechanic'], ['mechanic']],
  [['-r', 'any', '--repo', 'THIS'], ['any']],
  [['--role', 'mechanic', '--repo', '.this'], []],
])('%j', async (words, roles) => {
  const { code, stdout } = await run([installedBin('cmd-roles'), 'list', '--json', ...words], {
    cwd: repo.dir,
  });
  const found = JSON.parse(stdout) as { roles: { role: string }[] };
  expect({ code, roles: found.roles.map(({ role }) => role) }).toEqual({ code: 0, roles });
});

it('no .agent/ directory: 127, and where it looked', async () => {
  const bare = makeRepo();
  const { code, stderr } = await run([installedBin('cmd-roles'), 'list'], { cwd: bare.dir });
  expect(code).toBe(127);
  expect(stderr).toContain(`looked in ${bare.dir} (the git root)`);
  bare.remove();
});

it('the gate: roles list over printing the same text', async () => {
  const { stdout } = await run([installedBin('cmd-roles'), 'list'], { cwd: repo.dir });
  repo.write({ 'roles.txt': stdout });
  await assertGate({
    name: 'cmd-roles list over cat of the same text',
    command: [installedBin('cmd-roles'), 'list'],
    direct: ['cat', repo.path('roles.txt')],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
  });
});
