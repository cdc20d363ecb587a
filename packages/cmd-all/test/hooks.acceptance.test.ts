// init --hooks: the reference's cases 99 and 102, and what must not happen to a user's settings.json.
import { lstatSync, existsSync, readFileSync, statSync } from 'node:fs';
import { type Files, installedBin, project, type Repo, run } from '@rhachet/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, rolePackage } from './role-project.ts';

let repo: Repo;
afterEach(() => repo.remove());

const SETTINGS = '.claude/settings.json';
const init = (...words: string[]) =>
  run([installedBin('rhachet'), 'init', ...words], { cwd: repo.dir });
const read = (): string => readFileSync(repo.path(SETTINGS), 'utf8');

interface Hook {
  command: string;
  author?: string;
  timeout?: number;
}
const hooks = (): Record<string, { matcher?: string; hooks: Hook[] }[]> =>
  (JSON.parse(read()) as { hooks: Record<string, { matcher?: string; hooks: Hook[] }[]> }).hooks;
const rows = (): string[] =>
  Object.entries(hooks()).flatMap(([event, groups]) =>
    groups.flatMap(({ matcher = '', hooks: own }) =>
      own.map((hook) =>
        [event, matcher, hook.author ?? 'nobody', hook.timeout ?? '', hook.command].join(' '),
      ),
    ),
  );

const BIN = '"$CLAUDE_PROJECT_DIR"/node_modules/.bin';

const TESTER = {
  more: [
    'inits:',
    '  dirs: roles/tester/inits',
    'hooks:',
    '  onBrain:',
    '    onBoot:',
    '      - { command: npx rhachet roles boot --role tester, timeout: PT30S }',
    '      - { command: echo compact, filter: { what: PreCompact } }',
    '    onTool:',
    '      - { command: hooks/guard, timeout: PT5S, filter: { what: Bash, when: before } }',
    '      - { command: ./after.sh, filter: { what: Write|Edit, when: after } }',
    '    onStop: [{ command: rhx summary }]',
    '    onTalk: [{ command: echo talk }]',
  ],
  files: { 'inits/hooks/guard.sh': '#!/bin/sh\ngrep -q bad && exit 2\nexit 0\n' },
};
const GUARD = `${BIN}/rhachet run --required --repo test --role tester --init hooks/guard`;
const A = 'repo=test/role=tester';
const EXPECTED = [
  `SessionStart * ${A} 30 ${BIN}/rhachet roles boot --role tester`,
  `PreCompact * ${A}  echo compact`,
  `PreToolUse Bash ${A} 5 ${GUARD}`,
  `PostToolUse Write|Edit ${A}  ./after.sh`,
  `Stop * ${A}  ${BIN}/rhx summary`,
  `UserPromptSubmit * ${A}  echo talk`,
];

const reviewer = (command = 'echo review') => ({
  more: ['hooks:', '  onBrain:', `    onStop: [{ command: ${command} }]`],
});

const twoRoles = (): Repo =>
  makeProject({
    'rhachet-roles-test': rolePackage('test', { tester: TESTER, reviewer: reviewer() }),
  });

describe('what is installed (102)', () => {
  it('events, matchers, seconds, authors, our own bin', async () => {
    repo = twoRoles();
    const { code, stdout } = await init('--roles', 'tester', '--hooks');
    expect(code).toBe(0);
    expect(stdout.slice(stdout.indexOf('🔭'))).toBe(`🔭 search for linked roles with hooks...
   └─ test/tester

🪝 apply hooks to brains...
   └─ test/tester → anthropic/claude/code: +6

✨ hooks
   └─ 6 created

`);
    expect(rows()).toEqual(EXPECTED);
    expect(read().endsWith('\n}\n')).toBe(true);
  });

  it('a second time nothing is written', async () => {
    repo = twoRoles();
    await init('--roles', 'tester', '--hooks');
    const before = statSync(repo.path(SETTINGS), { bigint: true });
    const again = await init('--hooks');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout.endsWith('\n✨ hooks: no changes needed\n\n')).toBe(true);
    const after = statSync(repo.path(SETTINGS), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('two roles keep their authors; unlinking one prunes it; what is no longer declared goes', async () => {
    repo = twoRoles();
    await init('--roles', 'tester', 'reviewer', '--hooks');
    expect(rows().filter((row) => row.startsWith('Stop'))).toEqual([
      `Stop * repo=test/role=reviewer  echo review`,
      `Stop * ${A}  ${BIN}/rhx summary`,
    ]);
    const pruned = await init('--roles', '-tester', '--hooks');
    expect(pruned.stdout).toContain('✨ hooks\n   └─ 6 orphans removed\n');
    expect(rows()).toEqual(['Stop * repo=test/role=reviewer  echo review']);
    const manifest = 'node_modules/rhachet-roles-test/rhachet.repo.yml';
    repo.write({
      [manifest]: rolePackage('test', { reviewer: reviewer('echo other') })[
        'rhachet.repo.yml'
      ] as string,
    });
    expect((await init('--hooks')).stdout).toContain(
      'test/reviewer → anthropic/claude/code: +1, -1',
    );
    expect(rows()).toEqual(['Stop * repo=test/role=reviewer  echo other']);
  });

  it('none linked: nothing to do, 0', async () => {
    repo = twoRoles();
    expect(await init('--hooks')).toMatchObject({
      code: 0,
      stdout: '🔭 search for linked roles with hooks...\n\n🫧 no roles with hooks found\n\n',
    });
    expect(existsSync(repo.path('.claude'))).toBe(false);
  });

  it('what is installed blocks: the guard says 2, and so does a guard that is gone', async () => {
    repo = twoRoles();
    await init('--roles', 'tester', '--hooks');
    repo.write({ 'node_modules/.bin/rhachet': { link: installedBin('rhachet') } });
    const [, , guard = ''] = EXPECTED;
    const command = guard.slice(guard.indexOf('"'));
    const call = (input: string) =>
      run(['sh', '-c', command], { cwd: repo.dir, input, env: { CLAUDE_PROJECT_DIR: repo.dir } });
    expect(await call('{"command":"good"}')).toMatchObject({ code: 0, stderr: '' });
    expect(await call('{"command":"bad"}')).toMatchObject({ code: 2 });
    await init('--roles', '-tester');
    expect(await call('{"command":"good"}')).toMatchObject({ code: 2 });
  });
});

describe('the user’s own', () => {
  const OWN = {
    permissions: { allow: ['Bash(ls:*)'] },
    hooks: {
      PreToolUse: [
        { matcher: 'Bash', hooks: [{ type: 'command', command: 'mine' }] },
        { hooks: [{ type: 'command', command: 'all', author: 'me' }] },
      ],
    },
    model: 'x',
  };

  it('hooks, keys, their order and the indentation stay', async () => {
    repo = twoRoles();
    repo.write({ [SETTINGS]: `${JSON.stringify(OWN, null, 4)}\n` });
    await init('--roles', 'tester', '--hooks');
    expect(Object.keys(JSON.parse(read()) as object)).toEqual(['permissions', 'hooks', 'model']);
    expect(read()).toContain('\n    "permissions": {\n        "allow"');
    expect(rows()).toEqual(
      expect.arrayContaining([...EXPECTED, 'PreToolUse Bash nobody  mine', 'PreToolUse  me  all']),
    );
    await init('--roles', '-tester', '--hooks');
    expect(read()).toBe(`${JSON.stringify(OWN, null, 4)}\n`);
  });

  it('a settings.json that is a link stays one, with its mode', async () => {
    repo = twoRoles();
    repo.write({
      'dotfiles/settings.json': { text: '{}\n', mode: 0o600 },
      [SETTINGS]: { link: '../dotfiles/settings.json' },
    });
    await init('--roles', 'tester', '--hooks');
    expect(lstatSync(repo.path(SETTINGS)).isSymbolicLink()).toBe(true);
    expect(statSync(repo.path(SETTINGS)).mode & 0o777).toBe(0o600);
    expect(rows()).toEqual(EXPECTED);
  });

  it.each([
    ['{ "a": 1,\n  }', /settings\.json:2:3: not JSON/],
    ['', /settings\.json:1:1: not JSON/],
    ['// comment\n{}', /settings\.json:1:1: not JSON/],
    ['[]', /settings\.json:1:1: not a JSON object/],
    ['{ "hooks": { "Stop": 1 } }', /settings\.json: hooks\.Stop is not a list/],
  ])('%j: 78, and it is left alone', async (text, message) => {
    repo = twoRoles();
    repo.write({ [SETTINGS]: text });
    for (const bin of [installedBin('rhachet'), `${project}/node_modules/rhachet/bin/run.jit`]) {
      const { code, stderr } = await run([bin, 'init', '--roles', 'tester', '--hooks'], {
        cwd: repo.dir,
      });
      expect({ code, stderr }).toEqual({
        code: 78,
        stderr: expect.stringMatching(message) as string,
      });
      expect(read()).toBe(text);
    }
  });
});

it.each<[string, Files]>([
  ['a file in the place of .claude', { '.claude': 'x' }],
  ['a directory in the place of settings.json', { '.claude/settings.json/x': '' }],
])('%s: 78, one line, nothing half written', async (_, files) => {
  repo = twoRoles();
  repo.write(files);
  const { code, stderr } = await init('--roles', 'tester', '--hooks');
  expect(code).toBe(78);
  expect(stderr).toMatch(/^rhachet: cannot (read|write) .*settings\.json: .*\nhint: .*\n$/);
});

describe('hooks in JavaScript', () => {
  const code = (body: string) => ({
    'package.json': JSON.stringify({
      name: 'rhachet-roles-js',
      version: '1.0.0',
      type: 'module',
      exports: './main.js',
    }),
    'main.js': body,
  });
  const registry = `export const getRoleRegistry = () => ({ slug: 'js', roles: [
    { slug: 'coder', hooks: { onBrain: { onStop: [{ command: 'echo js', timeout: 'PT1M' }] } } } ] });`;
  const withCode = (body: string): Repo =>
    makeProject({ 'rhachet-roles-js': { ...rolePackage('js', { coder: {} }), ...code(body) } });

  it('are found where the manifest has none', async () => {
    repo = withCode(registry);
    expect(await init('--roles', 'coder', '--hooks')).toMatchObject({ code: 0 });
    expect(rows()).toEqual(['Stop * repo=js/role=coder 60 echo js']);
  });

  it('a package that cannot be loaded: roles are linked without hooks asked for; with them 78, its hooks stay (99)', async () => {
    repo = withCode(registry);
    await init('--roles', 'coder', '--hooks');
    repo.write({ 'node_modules/rhachet-roles-js/main.js': `throw new Error('planted');` });
    expect(await init('--roles', 'coder')).toMatchObject({ code: 0 });
    const { code: exit, stdout } = await init('--roles', 'coder', '--hooks');
    expect(exit).toBe(78);
    expect(stdout).toMatch(
      /⛈️ {2}1 hook discovery error\(s\):\n {3}└─ js\/coder: cannot load .*main\.js: planted\n/,
    );
    expect(rows()).toEqual(['Stop * repo=js/role=coder 60 echo js']);
  });

  it('a hook that cannot be said to Claude Code: 78, nothing written', async () => {
    repo = withCode(registry.replace('PT1M', 'soon'));
    const { code: exit, stderr } = await init('--roles', 'coder', '--hooks');
    expect(exit).toBe(78);
    expect(stderr).toContain('hook of js/coder: "soon" is not a duration');
    expect(existsSync(repo.path(SETTINGS))).toBe(false);
  });
});
