// Which skill a name means: one, none, several, one that cannot run; and trees that are large, odd or hostile.
import { bins, installedBin, makeRepo, type Repo, run } from '@rhachet/testing';
import { afterEach, describe, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const rhx = installedBin('rhx');
const SKILLS = '.agent/repo=.this/role=any/skills';
const HI = '#!/bin/sh\necho "hi from $0"\n';

let repo: Repo;
afterEach(() => repo.remove());

const call = (command: string[], cwd = repo.dir) => run(command, { cwd });

describe.each(Object.entries(bins))('%s', (_, bin) => {
  it('ambiguous: 127, both paths, how to choose', async () => {
    repo = makeRepo({
      '.agent/repo=.this/role=a/skills/hi.sh': HI,
      '.agent/repo=.this/role=b/skills/deep/hi': HI,
    });
    const { code, stderr, stdout } = await call([...bin, '--skill', 'hi']);
    expect({ code, stdout }).toEqual({ code: 127, stdout: '' });
    expect(stderr.split('\n')).toEqual([
      'rhachet: multiple skills found for "hi":',
      `  - repo=.this role=a  ${repo.path('.agent/repo=.this/role=a/skills/hi.sh')}`,
      `  - repo=.this role=b  ${repo.path('.agent/repo=.this/role=b/skills/deep/hi')}`,
      'hint: use --role to choose one',
      '',
    ]);
    expect(await call([...bin, '--role', 'b', '--skill', 'hi'])).toMatchObject({ code: 0 });
    expect(await call([...bin, '--required', '--skill', 'hi'])).toMatchObject({ code: 2 });
  });

  it('two files of one name in one role: no filter can choose', async () => {
    repo = makeRepo({ [`${SKILLS}/hi.sh`]: HI, [`${SKILLS}/x/hi`]: HI });
    const { code, stderr } = await call([...bin, '--skill', 'hi']);
    expect(code).toBe(127);
    expect(stderr).toContain('hint: one role holds both: rename or remove one of the files');
  });

  it('unknown: 127 and the nearest names', async () => {
    repo = makeRepo({ [`${SKILLS}/say-hello.sh`]: HI, [`${SKILLS}/zebra.sh`]: HI });
    const { code, stderr } = await call([...bin, '--skill', 'say-helo']);
    expect(code).toBe(127);
    expect(stderr).toContain('rhachet: no skill "say-helo" found in any linked role\n');
    expect(stderr).toContain('available skills:\n  - say-hello (repo=.this role=any)\n');
    expect(stderr).toContain('hint: did you mean "say-hello"?');
    expect(await call([...bin, '--required', '--skill', 'say-helo'])).toMatchObject({ code: 2 });
  });

  it('outside the filter: says where it is instead', async () => {
    repo = makeRepo({ '.agent/repo=ehmpathy/role=mechanic/skills/hi.sh': HI });
    const { code, stderr } = await call([...bin, '--skill', 'hi', '--repo', '.this']);
    expect(code).toBe(127);
    expect(stderr).toContain('no skill "hi" found with --repo .this');
    expect(stderr).toContain('repo=ehmpathy/role=mechanic/skill=hi: repo is ehmpathy, not .this');
  });

  it('not executable: 126 and the chmod to type, for .sh and for anything else', async () => {
    repo = makeRepo({ [`${SKILLS}/it's.sh`]: 'echo hi\n', [`${SKILLS}/notes.md`]: '# notes\n' });
    const { code, stderr } = await call([...bin, '--skill', "it's"]);
    expect(code).toBe(126);
    expect(stderr).toContain(`hint: chmod +x '${repo.path(SKILLS)}/it'\\''s.sh'\n`);
    expect(await call([...bin, '--skill', 'notes.md'])).toMatchObject({ code: 126 });
    expect(await call([...bin, '--required', '--skill', 'notes.md'])).toMatchObject({ code: 2 });
  });

  it.each([
    'list',
    'help',
    'init',
    'run',
    '-x',
    'a b',
    'é🪨',
    'line\nbreak',
    '*',
    'a:b',
    "q'u",
    '--skill',
  ])('a skill called %j runs', async (slug) => {
    repo = makeRepo({ [`${SKILLS}/${slug}.sh`]: '#!/bin/sh\necho "$1"\n' });
    expect(await call([...bin, '--skill', slug, 'x'])).toMatchObject({ code: 0, stdout: 'x\n' });
  });

  it('a name is looked up, never joined into a path', async () => {
    repo = makeRepo({ [`${SKILLS}/hi.sh`]: HI, 'outside.sh': HI });
    for (const slug of ['../../../../outside', '../skills/hi', './hi', '/bin/true', '']) {
      expect(await call([...bin, '--skill', slug])).toMatchObject({ code: 127, stdout: '' });
    }
  });

  it('works from a sub-directory, and stops at the git root', async () => {
    repo = makeRepo({ [`${SKILLS}/hi.sh`]: HI, 'a/b/c/file': '', 'inner/.git/HEAD': '' });
    expect(await call([...bin, '--skill', 'hi'], repo.path('a/b/c'))).toMatchObject({ code: 0 });
    const { code, stderr } = await call([...bin, '--skill', 'hi'], repo.path('inner'));
    expect(code).toBe(127);
    expect(stderr).toContain(`looked in ${repo.path('inner')} (the git root)`);
  });

  it('outside any repository: only the directory itself, and the error says so', async () => {
    repo = makeRepo({ [`${SKILLS}/hi.sh`]: HI, 'sub/file': '' }, { git: false });
    expect(await call([...bin, '--skill', 'hi'])).toMatchObject({ code: 0 });
    const { code, stderr } = await call([...bin, '--skill', 'hi'], repo.path('sub'));
    expect(code).toBe(127);
    expect(stderr).toContain(`looked in ${repo.path('sub')}; no git repository holds it`);
    expect(await call([...bin, '--required', '--skill', 'hi'], repo.path('sub'))).toMatchObject({
      code: 2,
    });
  });

  it('an init by its path, not by its last part', async () => {
    repo = makeRepo({
      '.agent/repo=.this/role=any/inits/claude.hooks/check.sh':
        '#!/bin/sh\ncat; echo "$RHACHET_INIT"\n',
    });
    const found = await run([...bin, '--init', 'claude.hooks/check'], {
      cwd: repo.dir,
      input: '{"a":1}',
    });
    expect(found).toMatchObject({ code: 0, stdout: '{"a":1}claude.hooks/check\n' });
    expect(await call([...bin, '--init', 'check'])).toMatchObject({ code: 127 });
  });

  it('links: to files, directories and roles; broken ones and cycles do no harm', async () => {
    repo = makeRepo({
      'package/tools/inner/hi.sh': HI,
      'package/role/skills/other.sh': HI,
      [`${SKILLS}/one.sh`]: HI,
      [`${SKILLS}/up`]: { link: '..' },
      [`${SKILLS}/root`]: { link: '/' },
      [`${SKILLS}/broken`]: { link: 'nowhere' },
      [`${SKILLS}/self`]: { link: 'self' },
      [`${SKILLS}/tools`]: { link: '../../../../package/tools' },
      [`${SKILLS}/file-link`]: { link: '../../../../package/role/skills/other.sh' },
      'package/tools/back': { link: '../../.agent' },
      '.agent/repo=pkg/role=linked': { link: '../../package/role' },
    });
    expect(await call([...bin, '--skill', 'hi'])).toMatchObject({
      code: 0,
      stdout: `hi from ${repo.path(SKILLS)}/tools/inner/hi.sh\n`,
    });
    expect(await call([...bin, '--skill', 'one'])).toMatchObject({ code: 0 });
    expect(await call([...bin, '--skill', 'other'])).toMatchObject({ code: 0 });
    expect(await call([...bin, '--skill', 'file-link'])).toMatchObject({ code: 0 });
    expect(await call([...bin, '--skill', 'broken'])).toMatchObject({ code: 127 });
  });

  it('one file by two paths is one target', async () => {
    repo = makeRepo({ [`${SKILLS}/deep/hi.sh`]: HI, [`${SKILLS}/again`]: { link: 'deep' } });
    expect(await call([...bin, '--skill', 'hi'])).toMatchObject({
      code: 0,
      stdout: `hi from ${repo.path(SKILLS)}/deep/hi.sh\n`,
    });
  });
});

it('rhx: everything behind the name is the skill’s; filters go in front', async () => {
  repo = makeRepo({
    [`${SKILLS}/args.sh`]: '#!/bin/sh\necho "$@"\n',
    '.agent/repo=.this/role=b/skills/args.sh': '#!/bin/sh\necho b "$@"\n',
  });
  expect(
    await call([rhx, '-r', 'any', 'args', 'list', '-r', 'dir', '--role', 'b', '--', '--json']),
  ).toMatchObject({
    code: 0,
    stdout: 'list -r dir --role b -- --json\n',
  });
  expect(await call([rhx, '-r', 'any', 'args', '--', '--json'])).toMatchObject({
    code: 0,
    stdout: '-- --json\n',
  });
  expect(await call([rhx, '--required', 'args'])).toMatchObject({ code: 2 });
  expect(await call([rhx, 'args', '--required'])).toMatchObject({ code: 127 });
});

it('rhx list, rhx help and rhx init are rhachet’s own', async () => {
  repo = makeRepo({
    [`${SKILLS}/list.sh`]: HI,
    [`${SKILLS}/help.sh`]: HI,
    [`${SKILLS}/init.sh`]: HI,
  });
  const list = await call([rhx, 'list']);
  expect(list.stdout).toBe(
    [
      '🪨 rhx list',
      '   ├─ 3 skills found',
      '   │',
      '   └─ repo=.this',
      '      └─ role=any',
      '         ├─ help',
      '         ├─ init',
      '         └─ list',
      '',
    ].join('\n'),
  );
  const helps = await Promise.all(['help', '--help', '-h'].map((word) => call([rhx, word])));
  for (const { stdout, code } of helps)
    expect({ stdout, code }).toEqual({ stdout: helps[0]?.stdout, code: 0 });
  expect((await call([rhx, 'list', 'help'])).stdout).toBe(
    (await call([rhx, 'list', '--help'])).stdout,
  );
  expect((await call([rhx, 'init'])).stdout).toContain('usage: rhachet init ');
  // cmd-run alone has no init, and must not take the word for a skill either.
  const alone = await call([installedBin('cmd-run'), 'rhx', 'init']);
  expect(alone.code).toBe(64);
  expect(alone.stderr).toContain('rhachet run --skill init');
});

it('a skills directory that is a link to what holds it is a cycle, and ends', async () => {
  repo = makeRepo({
    '.agent/repo=.this/role=loop/skills': { link: '/' },
    '.agent/repo=.this/role=up/skills': { link: '../../..' },
    [`${SKILLS}/hi.sh`]: HI,
  });
  expect(await call([rhachet, 'run', '--skill', 'hi'])).toMatchObject({ code: 0 });
  expect(await call([rhachet, 'run', '--role', 'up', '--skill', 'hi'])).toMatchObject({
    code: 127,
  });
});

it('run list: patterns, filters, ten of a role, --json', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`${SKILLS}/git.${String.fromCharCode(97 + at)}.sh`, HI]),
  );
  repo = makeRepo({
    ...many,
    '.agent/repo=test/role=radio/skills/git.z': HI,
    '.agent/repo=test/role=radio/skills/template.md': '',
  });
  const list = async (...words: string[]) =>
    (await call([rhachet, 'run', 'list', ...words])).stdout;
  expect(await list()).toContain('└─ ... (2 more, use --all to see all)');
  expect(await list('--all')).not.toContain('more');
  expect(await list('git')).toMatch(/^🪨 rhx list '\*git\*'\n {3}├─ 13 skills found\n/);
  expect(await list('git.[ab]')).toMatch(/^🪨 rhx list 'git\.\[ab\]'\n {3}├─ 2 skills found\n/);
  expect(await list('radio', '--repo', 'test')).toContain('0 skills found');
  expect(await list('--role', 'radio')).toContain('1 skill found');
  const json = JSON.parse(await list('--json', '--repo', 'test')) as { skills: unknown[] };
  expect(json.skills).toEqual([
    {
      slug: 'git.z',
      repo: 'test',
      role: 'radio',
      path: repo.path('.agent/repo=test/role=radio/skills/git.z'),
      executable: true,
    },
  ]);
  expect(await call([rhachet, 'run', 'list'], '/')).toMatchObject({ code: 0 });
});

it('--explain: the decision, and nothing runs', async () => {
  repo = makeRepo({
    '.agent/repo=.this/role=a/skills/hi.sh': '#!/bin/sh\ntouch ran\n',
    '.agent/repo=.this/role=b/skills/hi.sh': HI,
  });
  const ask = async (...words: string[]) => call([rhachet, 'run', '--explain', '--json', ...words]);
  const one = JSON.parse((await ask('--skill', 'hi', '--role', 'a')).stdout) as object;
  expect(one).toEqual({
    call: 'skill hi --role a',
    status: 'resolved',
    selected: 'repo=.this/role=a/skill=hi',
    candidates: [
      {
        signature: 'repo=.this/role=a/skill=hi',
        location: repo.path('.agent/repo=.this/role=a/skills/hi.sh'),
        status: 'accepted',
      },
      {
        signature: 'repo=.this/role=b/skill=hi',
        location: repo.path('.agent/repo=.this/role=b/skills/hi.sh'),
        status: 'rejected',
        reason: 'role is b, not a',
      },
    ],
  });
  const both = await ask('--skill', 'hi');
  expect(both.code).toBe(127);
  expect(JSON.parse(both.stdout)).toMatchObject({ status: 'ambiguous', error: { code: 'E0021' } });
  const none = await ask('--skill', 'nope');
  expect(none.code).toBe(127);
  expect(JSON.parse(none.stdout)).toMatchObject({
    status: 'no_match',
    candidates: [],
    error: { code: 'E0020' },
  });
  expect(await call(['ls', repo.path('ran')])).not.toMatchObject({ code: 0 });
  const text = await call([rhachet, 'run', '--explain', '--skill', 'hi', '--role', 'a']);
  expect(text.stdout).toContain('skill hi --role a: resolved to repo=.this/role=a/skill=hi\n');
});

it.each([
  [['run'], '--skill or --init is required'],
  [['run', '--skill'], '--skill needs a value: --skill <skill>'],
  [['run', '--skil', 'x'], 'unknown option --skil of "run"\nhint: did you mean --skill?'],
  [['run', 'foo'], 'unexpected word "foo" behind "run"'],
  [
    ['run', '--json', '--nope'],
    '{"error":{"code":"USAGE","message":"unknown option --nope of \\"run\\""',
  ],
])('%j: 64 and one clear line', async (words, text) => {
  repo = makeRepo();
  const { code, stderr, stdout } = await call([rhachet, ...words]);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain(text);
  expect(
    await call([rhachet, ...words.slice(0, 1), '--required', ...words.slice(1)]),
  ).toMatchObject({ code: 2 });
});

it('10,000 skills in 1,000 roles: finds the one, and names the nearest of the others', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [
      `.agent/repo=r${at % 10}/role=o${Math.floor(at / 10)}/skills/skill-${at}.sh`,
      '#!/bin/sh\necho "$RHACHET_ROLE"\n',
    ]),
  );
  repo = makeRepo(files);
  expect(await call([rhachet, 'run', '--skill', 'skill-5004'])).toMatchObject({
    code: 0,
    stdout: 'o500\n',
  });
  const { code, stderr } = await call([rhachet, 'run', '--skill', 'skil-77']);
  expect(code).toBe(127);
  expect(stderr).toContain('did you mean "skill-77"?');
});
