// roles cost: what the report says (the numbers are those of the reference).
import { installedBin, makeRepo, type Repo, type Result, run } from '@rhachet/testing';
import { afterEach, expect, it } from 'vitest';

const ROLE = '.agent/repo=acme/role=mechanic';
const ways: [string, string[], Record<string, string>][] = [
  ['rhachet roles', [installedBin('rhachet'), 'roles'], {}],
  ['cmd-roles', [installedBin('cmd-roles')], {}],
  ['on Node', [installedBin('rhachet'), 'roles'], { RHACHET_ENGINE: 'node' }],
];

let repo: Repo;
afterEach(() => repo.remove());

const cost = (...words: string[]): Promise<Result> =>
  run([installedBin('rhachet'), 'roles', 'cost', ...words], { cwd: repo.dir });

const of = (length: number): string => `${'x'.repeat(length - 1)}\n`;

it.each(ways)('85, 86: the report, %s', async (_name, command, env) => {
  repo = makeRepo({
    [`${ROLE}/readme.md`]: of(9), // 3 tokens
    [`${ROLE}/boot.yml`]: 'briefs: { say: [] }\n', // 20 characters, 5 tokens; chooses nothing here
    [`${ROLE}/inits/hooks/check.sh`]: of(4), // 1
    [`${ROLE}/briefs/b.md`]: of(80_001), // 20,001
    [`${ROLE}/briefs/A.md`]: 'the full text',
    [`${ROLE}/briefs/A.md.min`]: of(2000), // 500
    [`${ROLE}/briefs/z/deep.md`]: of(12_000), // 3,000
    [`${ROLE}/briefs/.scratch/x.md`]: of(9),
    [`${ROLE}/briefs/notes.txt`]: of(9),
    [`${ROLE}/briefs-old/o.md`]: of(3), // 1: not a brief
    [`${ROLE}/skills/s.sh`]: '#!/bin/sh\n# what\necho\n', // 66 characters of documentation, 17
  });
  const { code, stderr, stdout } = await run([...command, 'cost', '--role', 'mechanic'], {
    cwd: repo.dir,
    env,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    '',
    '🌊 Role Cost Report: mechanic @ acme',
    '',
    '.agent/repo=acme/role=mechanic',
    '├── briefs',
    '│   ├── z',
    '│   │   └── deep.md  3,000 tokens ($0.009)',
    '│   ├── A.md  500 tokens ($0.002)',
    '│   └── b.md  20,001 tokens ($0.06)',
    '├── briefs-old',
    '│   └── o.md  1 tokens ($0.000)',
    '├── inits',
    '│   └── hooks',
    '│       └── check.sh  1 tokens ($0.000)',
    '├── skills',
    '│   └── s.sh  17 tokens ($0.000) [docs only]',
    '├── boot.yml  5 tokens ($0.000)',
    '└── readme.md  3 tokens ($0.000)',
    '',
    'Summary:',
    '  ├── files = 8',
    '  │   ├── briefs = 3',
    '  │   ├── skills = 1',
    '  │   └── other = 4',
    '  ├── chars = 94,103', // 9 + 20 + 4 + 3 + 80,001 + 2,000 + 12,000 + 66
    '  └── tokens ≈ 23,528 ($0.07 at $3/mil)',
    '',
    'Top 10 Token Sources:',
    '  ├── 20,001 tokens (85.0%) b.md',
    '  ├── 3,000 tokens (12.8%) deep.md',
    '  ├── 500 tokens (2.1%) A.md',
    '  ├── 17 tokens (0.1%) s.sh [docs only]',
    '  ├── 5 tokens (0.0%) boot.yml',
    '  ├── 3 tokens (0.0%) readme.md',
    '  ├── 1 tokens (0.0%) o.md',
    '  └── 1 tokens (0.0%) check.sh',
    '',
    '',
  ]);
});

it('cheap roles, ten of many files, and --json', async () => {
  const files = Array.from({ length: 12 }, (_, at) => [`${ROLE}/briefs/${at}.md`, of(40)] as const);
  repo = makeRepo(Object.fromEntries(files));
  const { stdout } = await cost('--role', 'mechanic');
  expect(stdout).toContain('  └── tokens ≈ 120 (< $0.01 at $3/mil)');
  expect(stdout.split('Sources:\n')[1]?.trim().split('\n')).toHaveLength(10);
  const { roles } = JSON.parse(
    (await cost('--role', 'mechanic,x', '--if-present', '--json')).stdout,
  ) as {
    roles: { summary: object; files: object[] }[];
  };
  expect(roles[0]).toMatchObject({
    repo: 'acme',
    role: 'mechanic',
    present: true,
    summary: { files: 12, briefs: 12, skills: 0, other: 0, chars: 480, tokens: 120 },
  });
  expect(roles[0]?.files[0]).toMatchObject({
    path: 'briefs/0.md',
    type: 'brief',
    chars: 40,
    tokens: 10,
  });
  expect(roles[1]).toEqual({ role: 'x', present: false });
});

it('only empty files', async () => {
  repo = makeRepo({ [`${ROLE}/briefs/a.md`]: '' });
  expect((await cost('--role', 'mechanic')).stdout).toContain('  └── 0 tokens (0.0%) a.md\n');
});

it('86: a compressed twin without its brief', async () => {
  repo = makeRepo({ [`${ROLE}/briefs/a.md.min`]: '' });
  const { code, stdout, stderr } = await cost('--role', 'mechanic');
  expect({ code, stdout }).toEqual({ code: 65, stdout: '' });
  expect(stderr).toContain('a.md.min');
});

it('87: no role, several, none, empty', async () => {
  repo = makeRepo({
    [`${ROLE}/briefs/x.txt`]: '',
    '.agent/repo=.this/role=both/readme.md': '',
    '.agent/repo=acme/role=both/readme.md': '',
  });
  expect(await cost()).toMatchObject({ code: 64, stdout: '' });
  expect((await cost()).stderr).toContain('--role is required');
  expect((await cost('--role', 'both')).stderr).toContain('multiple repos have role "both":');
  expect(await cost('--role', 'gone')).toMatchObject({ code: 127, stdout: '' });
  expect(await cost('--role', 'gone', '--if-present')).toMatchObject({
    code: 0,
    stdout: '🫧 role not present, skipped\n',
  });
  expect(await cost('--role', 'mechanic')).toMatchObject({
    code: 0,
    stdout: `\n⚠️  No resources found in ${repo.path(ROLE)}\n\n`,
  });
});
