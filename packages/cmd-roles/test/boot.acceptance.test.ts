// roles boot: the bytes that a prompt gets, case by case (the numbers are those of the reference), and the gate.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { assertGate } from '@rhachet/perf-harness';
import { type Files, installedBin, makeRepo, type Repo, type Result, run } from '@rhachet/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const ways: Record<string, { command: string[]; env: Record<string, string> }> = {
  'rhachet roles': { command: [rhachet, 'roles'], env: {} },
  'cmd-roles': { command: [installedBin('cmd-roles')], env: {} },
  'on Node': { command: [rhachet, 'roles'], env: { RHACHET_ENGINE: 'node' } },
};
const HIDDEN = '# [implementation hidden - use skill to execute]'; // 48 characters
const ANY = '.agent/repo=.this/role=any';

/** Without strace, which only Linux has, what the kernel is asked for cannot be seen. */
const strace = spawnSync('strace', ['true']).status === 0;

let repo: Repo;
afterEach(() => repo.remove());

const boot = (...words: string[]): Promise<Result> =>
  run([rhachet, 'roles', 'boot', ...words], { cwd: repo.dir });

const lines = (...text: string[]): string => text.map((line) => `${line}\n`).join('');

/** A repository with one role, `any` of `.this`. */
function makeRole(files: Files): void {
  repo = makeRepo(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${ANY}/${path}`, text])),
  );
}

describe.each(Object.entries(ways))('%s', (_name, { command, env }) => {
  const call = (...words: string[]): Promise<Result> =>
    run([...command, ...words], { cwd: repo.dir, env });

  it('60, 66, 67, 70, 76: no boot.yml: all of it is said, nothing of inits', async () => {
    makeRole({
      'readme.md': '# any\n', // 6
      'briefs/b.md': 'no newline at the end', // 21
      'briefs/sub/a.md': 'the full text\n',
      'briefs/sub/a.md.min': 'less\n', // 5
      'briefs/picture.png': 'x',
      'briefs-old/c.md': 'x',
      'skills/two/x.ts': '/** js */\n', // 75: 26 + 1 + 48
      'skills/one.sh': '#!/bin/sh\n# what\n\necho\n', // 67: 9 + 1 + 6 + 1 + 0 + 1 + 0 + 1 + 48
      'inits/setup.sh': '#!/bin/sh\necho init\n',
      'keyrack.yml': 'x',
    });
    const stats = [
      '<stats>',
      'quant',
      '  ├── files = 5',
      '  │   ├── briefs = 2',
      '  │   └── skills = 2',
      '  ├── chars = 174',
      '  └── tokens ≈ 44 (< $0.01 at $3/mil)',
      '</stats>',
      '',
    ];
    expect(await call('boot', '--repo', 'this', '--role', 'any')).toMatchObject({
      code: 0,
      stderr: '',
      stdout: lines(
        ...stats,
        `<readme path="${ANY}/readme.md">`,
        '# any',
        '',
        '</readme>',
        '',
        `<brief.say path="${ANY}/briefs/b.md">`,
        'no newline at the end',
        '</brief.say>',
        '',
        `<brief.say path="${ANY}/briefs/sub/a.md.min">`,
        'less',
        '',
        '</brief.say>',
        '',
        `<skill.say path="${ANY}/skills/one.sh">`,
        '#!/bin/sh',
        '# what',
        '',
        '',
        HIDDEN,
        '</skill.say>',
        '',
        `<skill.say path="${ANY}/skills/two/x.ts">`,
        '# [no documentation found]',
        HIDDEN,
        '</skill.say>',
        '',
        ...stats,
      ),
    });
  });

  it('69: simple mode', async () => {
    makeRole({
      'boot.yml':
        'briefs:\n  say:\n    - briefs/always.md\n    - briefs/deep/**\n  ref: [briefs/always.md]\nskills:\n  say: [skills/say-me.sh]\n',
      'readme.md': '# simple\n', // 9
      'briefs/always.md': 'say me\n', // 7
      'briefs/deep/er.md': 'deep\n', // 5
      'briefs/other.md': 'not me\n',
      'skills/say-me.sh': '#!/bin/sh\n# what\necho\n', // 66
      'skills/ref-me.sh': '#!/bin/sh\n',
    });
    const stats = [
      '<stats>',
      'quant',
      '  ├── files = 6',
      '  │   ├── briefs = 3',
      '  │   │   ├── say = 2',
      '  │   │   └── ref = 1',
      '  │   └── skills = 2',
      '  │       ├── say = 1',
      '  │       └── ref = 1',
      '  ├── chars = 87',
      '  └── tokens ≈ 22 (< $0.01 at $3/mil)',
      '</stats>',
      '',
    ];
    expect((await call('boot', '--role', 'any')).stdout).toBe(
      lines(
        ...stats,
        `<readme path="${ANY}/readme.md">`,
        '# simple',
        '',
        '</readme>',
        '',
        `<brief.say path="${ANY}/briefs/always.md">`,
        'say me',
        '',
        '</brief.say>',
        '',
        `<brief.say path="${ANY}/briefs/deep/er.md">`,
        'deep',
        '',
        '</brief.say>',
        '',
        `<brief.ref path="${ANY}/briefs/other.md"/>`,
        '',
        `<skill.say path="${ANY}/skills/say-me.sh">`,
        '#!/bin/sh',
        '# what',
        '',
        HIDDEN,
        '</skill.say>',
        '',
        `<skill.ref path="${ANY}/skills/ref-me.sh"/>`,
        '',
        ...stats,
      ),
    );
  });

  it('73: subject mode: a file can be in both lists, and counts twice', async () => {
    makeRole({
      ...SUBJECTS,
      'briefs/misc.md': 'x',
      'skills/orphan.sh': '#!/bin/sh\n',
    });
    const stats = [
      '<stats>',
      'quant',
      '  ├── files = 11', // readme, 4 + 3 briefs, 1 skill, 2 left over
      '  │   ├── briefs = 7',
      '  │   │   ├── say = 4',
      '  │   │   └── ref = 3',
      '  │   └── skills = 1',
      '  │       ├── say = 1',
      '  │       └── ref = 0',
      '  ├── chars = 78', // 2 + 4 x 2 + 68
      '  └── tokens ≈ 20 (< $0.01 at $3/mil)',
      '</stats>',
      '',
    ];
    expect((await call('boot', '--role', 'any')).stdout).toBe(
      lines(
        ...stats,
        `<readme path="${ANY}/readme.md">`,
        'r',
        '',
        '</readme>',
        '',
        ...['core', 'precedence', 'shared', 'prod'].flatMap((name) => [
          `<brief.say path="${ANY}/briefs/${name}.md">`,
          name.slice(0, 1),
          '',
          '</brief.say>',
          '',
        ]),
        ...['glossary', 'precedence', 'shared'].flatMap((name) => [
          `<brief.ref path="${ANY}/briefs/${name}.md"/>`,
          '',
        ]),
        `<skill.say path="${ANY}/skills/commit.sh">`,
        '#!/bin/sh',
        '# commit',
        '',
        HIDDEN,
        '</skill.say>',
        '',
        '<also>',
        `  <brief.ref path="${ANY}/briefs/misc.md"/>`,
        `  <skill.ref path="${ANY}/skills/orphan.sh"/>`,
        '</also>',
        '',
        ...stats,
      ),
    );
  });
});

/** always says core, refers to glossary and precedence; test says precedence and shared; prod says shared and prod. */
const SUBJECTS: Files = {
  'boot.yml': lines(
    'always:',
    '  briefs:',
    '    say: [briefs/core.md]',
    '    ref: [briefs/core.md, briefs/glossary.md, briefs/precedence.md]',
    '  skills: { say: [skills/commit.sh] }',
    'subject.test:',
    '  briefs: { say: [briefs/precedence.md, briefs/shared.md], ref: [briefs/core.md] }',
    'subject.prod:',
    '  briefs: { say: [briefs/shared.md, briefs/prod.md], ref: [briefs/glossary.md] }',
  ),
  'readme.md': 'r\n',
  'briefs/core.md': 'c\n',
  'briefs/glossary.md': 'g\n',
  'briefs/precedence.md': 'p\n',
  'briefs/prod.md': 'p\n',
  'briefs/shared.md': 's\n',
  'skills/commit.sh': '#!/bin/sh\n# commit\nx\n', // 68: 9 + 1 + 8 + 1 + 0 + 1 + 48
};

const tags = (stdout: string): string[] =>
  [
    ...stdout.matchAll(
      /^ *<((?:brief|skill)\.(?:say|ref)) path="[^"]*\/(?:briefs|skills)\/([^"]*)"/gm,
    ),
  ].map(([, tag = '', path = '']) => `${tag} ${path}`);

describe('boot.yml', () => {
  it('74: subjects without always; leftovers do not divide the counts', async () => {
    makeRole({
      'boot.yml':
        'subject.test: { briefs: { say: [briefs/t.md] }, skills: { say: [skills/t.sh] } }\n',
      'readme.md': 'r\n',
      'briefs/t.md': 't\n',
      'briefs/orphan.md': 'o\n',
      'skills/t.sh': '#!/bin/sh\n',
    });
    const { stdout } = await boot('--role', 'any');
    expect(stdout).toContain(
      '  ├── files = 4\n  │   ├── briefs = 1\n  │   └── skills = 1\n  ├── chars = ',
    );
    expect(stdout).toContain(
      `<also>\n  <brief.ref path="${ANY}/briefs/orphan.md"/>\n</also>\n\n<stats>`,
    );
  });

  it('75: the compressed twin is said, the brief itself is matched and referenced', async () => {
    makeRole({
      'boot.yml': 'briefs: { say: [briefs/a.md, briefs/b.md.min] }\n',
      'briefs/a.md': 'long\n',
      'briefs/a.md.min': 'a\n',
      'briefs/b.md': 'long\n',
      'briefs/b.md.min': 'b\n',
    });
    const { stdout } = await boot('--role', 'any');
    expect(tags(stdout)).toEqual(['brief.say a.md.min', 'brief.ref b.md']);
    expect(stdout).not.toContain('long');
  });

  it.each([
    ['briefs: { say: [] }', ['brief.ref a.md', 'brief.ref b.md', 'skill.say s.sh']],
    ['briefs: {}\nskills: { say: [] }', ['brief.say a.md', 'brief.say b.md', 'skill.ref s.sh']],
    ['briefs: { ref: [briefs/a.md] }', ['brief.say b.md', 'brief.ref a.md', 'skill.say s.sh']],
    ["briefs: { say: ['!briefs/a.md'] }", ['brief.ref a.md', 'brief.ref b.md', 'skill.say s.sh']],
    [
      'briefs: { say: [nothing/*, briefs/b.md] }',
      ['brief.say b.md', 'brief.ref a.md', 'skill.say s.sh'],
    ],
    ['', ['brief.say a.md', 'brief.say b.md', 'skill.say s.sh']],
    ['other: [1]', ['brief.say a.md', 'brief.say b.md', 'skill.say s.sh']],
  ])('82: %j', async (text, wanted) => {
    makeRole({
      'boot.yml': text,
      'briefs/a.md': '',
      'briefs/b.md': '',
      'skills/s.sh': '#!/bin/sh\n',
    });
    const { code, stdout } = await boot('--role', 'any');
    expect({ code, tags: tags(stdout) }).toEqual({ code: 0, tags: wanted });
  });

  it.each([
    ['72', 'briefs: {}\nalways: {}\n', 'mixed mode not allowed'],
    ['82', 'briefs: [a\n', 'boot.yml has invalid yaml'],
    ['82', 'briefs: 3\n', 'boot.yml has invalid schema for simple mode'],
    ['82', 'always: 3\n', 'boot.yml has invalid schema for subject mode'],
  ])('%s: %j is refused with 78, and nothing is printed', async (_case, text, message) => {
    makeRole({ 'boot.yml': text, 'readme.md': 'r\n' });
    const { code, stdout, stderr } = await boot('--role', 'any');
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toContain(`rhachet: ${message}`);
    expect(stderr).toContain(repo.path(ANY, 'boot.yml'));
    expect(stderr.split('\n')).toHaveLength(3);
  });

  it('83: --subject: always, then the subjects in the order asked for, and no leftovers', async () => {
    makeRole({ ...SUBJECTS, 'briefs/misc.md': '' });
    const { stdout } = await boot('--role', 'any', '--subject', ' prod , test');
    expect(tags(stdout)).toEqual([
      'brief.say core.md',
      'brief.say prod.md',
      'brief.say shared.md',
      'brief.say precedence.md',
      'brief.ref glossary.md',
      'brief.ref precedence.md',
      'brief.ref shared.md',
      'skill.say commit.sh',
    ]);
    expect(stdout).not.toContain('<also>');
  });

  it.each([
    ['83', 'always: {}\nsubject.a: {}\n', 'subject not found: x\nhint: there are: a'],
    ['71', 'briefs: {}\n', '--subject requires boot.yml in subject mode'],
    ['71', undefined, '--subject requires boot.yml in subject mode'],
  ])('%s: a subject that is not there, %j', async (_case, text, message) => {
    makeRole({ 'readme.md': 'r\n', ...(text === undefined ? {} : { 'boot.yml': text }) });
    const { code, stdout, stderr } = await boot('--role', 'any', '--subject', 'x');
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(`rhachet: ${message}`);
  });

  it('--explain says which pattern of which section did it, and prints no content', async () => {
    makeRole({
      ...SUBJECTS,
      'briefs/misc.md': '',
      'briefs/.scratch/w.md': '',
      'briefs/x.txt': '',
      'inits/i': '',
      'briefs/core.md.min': '',
    });
    const { stdout } = await boot('--role', 'any', '--explain');
    expect(stdout).toBe(
      lines(
        'repo=.this/role=any: boot.yml in subject mode',
        '  ✓ said readme.md: the readme of a role is always said',
        '  ✓ said briefs/core.md: always.briefs.say "briefs/core.md"; its text is briefs/core.md.min',
        '  → referenced briefs/glossary.md: always.briefs.ref "briefs/glossary.md"',
        '  + also briefs/misc.md: no section claims it',
        '  → referenced briefs/precedence.md: always.briefs.ref "briefs/precedence.md"',
        '  ✓ said briefs/precedence.md: subject.test.briefs.say "briefs/precedence.md"',
        '  ✓ said briefs/prod.md: subject.prod.briefs.say "briefs/prod.md"',
        '  ✓ said briefs/shared.md: subject.test.briefs.say "briefs/shared.md"',
        '  → referenced briefs/shared.md: subject.prod.briefs.say "briefs/shared.md", and it is said already',
        '  ✓ said skills/commit.sh: always.skills.say "skills/commit.sh"',
        '  ✗ left out boot.yml: it curates the others',
        '  ✗ left out briefs/.scratch/w.md: it is below .scratch/',
        '  ✗ left out briefs/x.txt: a brief is an .md file',
        '  ✗ left out inits/i: inits are run, never booted',
      ),
    );
    const { stdout: json } = await boot(
      '--role',
      'any',
      '--explain',
      '--json',
      '--subject',
      'test',
    );
    expect(JSON.parse(json)).toMatchObject({
      roles: [
        {
          repo: '.this',
          role: 'any',
          mode: 'subject',
          files: expect.arrayContaining([
            {
              path: `${ANY}/briefs/misc.md`,
              status: 'left out',
              reason: 'no section that --subject chose claims it',
            },
          ]) as unknown,
        },
      ],
    });
  });
});

describe('which role', () => {
  it.each([
    ['61', [], 127, '', 'rhachet: no role "gone" found in .agent/\n'],
    ['61', ['--repo', 'this'], 127, '', 'rhachet: no role "gone" found in .agent/repo=.this/\n'],
    ['62', ['--if-present'], 0, '🫧 role not present, skipped\n', ''],
  ])('%s: absent, %j', async (_case, words, ...[code, stdout, message]) => {
    makeRole({ 'readme.md': '' });
    const result = await boot('--role', 'gone', ...words);
    expect(result).toMatchObject({ code, stdout });
    expect(result.stderr.startsWith(message)).toBe(true);
  });

  it('63: no .agent/ directory', async () => {
    repo = makeRepo();
    expect(await boot('--role', 'any', '--if-present')).toMatchObject({
      code: 0,
      stdout: '🫧 role not present, skipped\n',
    });
    expect(await boot('--role', 'any')).toMatchObject({ code: 127, stdout: '' });
  });

  it.each([[[]], [['--role', '']], [['--role', ' , ']], [['--if-present']]])(
    '77: no role, %j',
    async (words) => {
      makeRole({ 'readme.md': '' });
      const { code, stderr } = await boot(...words);
      expect(code).toBe(64);
      expect(stderr).toContain('--role is required (e.g., --role mechanic)');
    },
  );

  it('78, 79, 80: several repos have it', async () => {
    repo = makeRepo({
      [`${ANY}/readme.md`]: 'mine\n',
      '.agent/repo=acme/role=any/readme.md': 'theirs\n',
      '.agent/repo=acme/role=mechanic/readme.md': 'mechanic\n',
    });
    const { code, stdout, stderr } = await boot('--role', 'any', '--if-present');
    expect({ code, stdout, stderr }).toEqual({
      code: 127,
      stdout: '',
      stderr:
        'rhachet: multiple repos have role "any":\n  - .this\n  - acme\nhint: use --repo to disambiguate\n',
    });
    expect((await boot('--role', 'mechanic')).stdout).toContain(
      '.agent/repo=acme/role=mechanic/readme.md',
    );
    const outputs = await Promise.all(
      ['this', 'THIS', '.this'].map(
        async (name) => (await boot('--role', 'any', '--repo', name)).stdout,
      ),
    );
    expect(new Set(outputs).size).toBe(1);
    expect(outputs[0]).toContain('mine');
  });

  it('81: an empty role', async () => {
    makeRole({ 'inits/x': '', 'boot.yml': 'briefs: { say: [] }' });
    expect(await boot('--role', 'any')).toMatchObject({
      code: 0,
      stdout: `\n⚠️  No resources found in ${repo.path(ANY)}\n\n`,
    });
    expect(await boot('--role', 'any', '--if-present')).toMatchObject({ code: 0, stdout: '' });
  });

  it('several roles: the single outputs, one after the other, in the order asked for', async () => {
    repo = makeRepo({
      [`${ANY}/readme.md`]: 'mine\n',
      '.agent/repo=acme/role=b/readme.md': 'b\n',
    });
    const singles = await Promise.all(
      ['b', 'gone', 'any'].map(async (role) => (await boot('--role', role, '--if-present')).stdout),
    );
    expect((await boot('--role', 'b, gone,any', '--if-present')).stdout).toBe(singles.join(''));
    expect(await boot('--role', 'b,gone,any')).toMatchObject({ code: 127, stdout: '' });
    const { stdout } = await boot('--role', 'b,gone', '--if-present', '--json');
    expect(JSON.parse(stdout)).toEqual({
      roles: [
        {
          repo: 'acme',
          role: 'b',
          present: true,
          mode: 'none',
          stats: {
            files: 1,
            briefs: { say: 0, ref: 0 },
            skills: { say: 0, ref: 0 },
            chars: 2,
            tokens: 1,
            cost: 0.000003,
          },
          readme: { path: '.agent/repo=acme/role=b/readme.md', content: 'b\n' },
          briefs: { say: [], ref: [] },
          skills: { say: [], ref: [] },
          also: { briefs: [], skills: [] },
        },
        { role: 'gone', present: false },
      ],
    });
  });

  it('from a directory below, the paths are the same', async () => {
    makeRole({ 'readme.md': 'r\n' });
    repo.write({ 'src/deep/x': '' });
    const below = await run([rhachet, 'roles', 'boot', '--role', 'any'], {
      cwd: repo.path('src/deep'),
    });
    expect(below.stdout).toBe((await boot('--role', 'any')).stdout);
  });
});

describe('files', () => {
  it('64, 65: what is set aside is not there, twins without their brief included', async () => {
    makeRole({
      'briefs/a.md': '',
      'briefs/.scratch/x.md': '',
      'briefs/deep/.archive/y/z.md.min': '',
    });
    expect((await boot('--role', 'any')).stdout).toContain('  │   ├── briefs = 1\n');
  });

  it('68: a twin without its brief is named, 65', async () => {
    makeRole({ 'briefs/a.md': '', 'briefs/b.md.min': '' });
    const { code, stdout, stderr } = await boot('--role', 'any');
    expect({ code, stdout }).toEqual({ code: 65, stdout: '' });
    expect(stderr).toContain(repo.path(ANY, 'briefs/b.md.min'));
  });

  it.runIf(process.platform === 'linux')('a file that cannot be read is named, 66', async () => {
    makeRole({ 'readme.md': 'r\n', 'briefs/a.md': { link: '/proc/self/mem' } });
    const { code, stdout, stderr } = await boot('--role', 'any');
    expect({ code, stdout }).toEqual({ code: 66, stdout: '' });
    expect(stderr).toContain(`cannot read ${repo.path(ANY, 'briefs/a.md')}`);
  });

  it.runIf(strace)('each file is opened once, and a boot.yml costs no second look', async () => {
    makeRole({
      'boot.yml': 'briefs: { say: ["briefs/**", "briefs/*.md", "briefs/a.md"], ref: ["**"] }\n',
      'readme.md': '',
      'briefs/a.md': '',
      'briefs/b.md': '',
      'briefs/b.md.min': '',
      'briefs/deep/c.md': '',
      'skills/s.sh': '#!/bin/sh\n',
    });
    const trace = repo.path('trace');
    const { code } = await run(
      [
        'strace',
        '-f',
        '-e',
        'trace=openat,open',
        '-o',
        trace,
        rhachet,
        'roles',
        'boot',
        '--role',
        'any',
      ],
      { cwd: repo.dir },
    );
    const opened = [...readFileSync(trace, 'utf8').matchAll(/"([^"]*role=any[^"]*)"/g)].map(
      ([, path = '']) => path.slice(path.indexOf('role=any') + 9).replace(/\/$/, ''),
    );
    expect({ code, opened: opened.sort() }).toEqual({
      code: 0,
      opened: [
        'boot.yml',
        'briefs',
        'briefs/a.md',
        'briefs/b.md.min',
        'briefs/deep',
        'briefs/deep/c.md',
        'readme.md',
        'skills',
        'skills/s.sh',
      ],
    });
  });

  it('84: twice the same bytes, also in the terminal of an editor', async () => {
    makeRole({
      'readme.md': '🪨 ⛈️ \uFEFFmark\r\n',
      'briefs/a.md': '\uFEFFmark',
      'skills/s': '\u0000\u001b[31m',
    });
    const call = (env: Record<string, string>): Promise<Result> =>
      run([rhachet, 'roles', 'boot', '--role', 'any'], { cwd: repo.dir, env });
    const results = [
      await call({}),
      await call({ TERM_PROGRAM: 'vscode' }),
      await call({ TERM_PROGRAM: 'vscode' }),
    ];
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(1);
    expect(results[0]?.bytes.includes(0xef)).toBe(true);
    expect(results[0]?.stdout).toContain('\n🪨 ⛈️ \uFEFFmark\r\n\n</readme>');
    expect(
      Buffer.from(results[0]?.bytes ?? []).includes(Buffer.from('md">\n\uFEFFmark\n</brief.say>')),
    ).toBe(true);
  });

  it('a large output arrives whole through a slow pipe, and a reader that leaves is no fault', async () => {
    makeRole({ 'readme.md': `${'x'.repeat(3_000_000)}\n` });
    const count = await run(
      ['sh', '-c', `'${rhachet}' roles boot --role any | (read -r line; wc -c)`],
      {
        cwd: repo.dir,
      },
    );
    expect(Number(count.stdout)).toBeGreaterThan(3_000_000);
    const head = await run(['sh', '-c', `'${rhachet}' roles boot --role any | head -c 7`], {
      cwd: repo.dir,
    });
    expect(head).toMatchObject({ stdout: '<stats>', stderr: '' });
  });
});

describe('the gate', () => {
  let gated: Repo;
  beforeAll(() => {
    gated = makeRepo({
      [`${ANY}/boot.yml`]: 'briefs: { say: ["briefs/*.md"] }\n',
      [`${ANY}/readme.md`]: '# any\n',
      [`${ANY}/briefs/a.md`]: '# a\n',
      [`${ANY}/skills/s.sh`]: '#!/bin/sh\n# s\n',
      '.agent/repo=.this/role=plain/readme.md': '# plain\n',
      '.agent/repo=.this/role=plain/briefs/a.md': '# a\n',
      '.agent/repo=.this/role=plain/skills/s.sh': '#!/bin/sh\n# s\n',
    });
    repo = gated;
  });
  afterAll(() => gated.remove());

  it.each([
    ['rhachet roles boot', [rhachet, 'roles'], 'plain'],
    ['cmd-roles boot', [installedBin('cmd-roles')], 'plain'],
    ['rhachet roles boot, with a boot.yml', [rhachet, 'roles'], 'any'],
  ])('%s over cat of the same files', async (name, command, role) => {
    repo = makeRepo();
    const files = ['readme.md', 'briefs/a.md', 'skills/s.sh'].map((file) =>
      gated.path(`.agent/repo=.this/role=${role}`, file),
    );
    await assertGate({
      name,
      command: [...command, 'boot', '--role', role],
      direct: ['cat', ...files],
      // The text around the files is what boot adds.
      expect: { stdout: /# a\n/ },
      budgetMs: 100,
      runs: 30,
      cwd: gated.dir,
    });
  });
});
