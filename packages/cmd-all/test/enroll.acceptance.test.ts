// enroll of the packed program: the settings that an agent is started with, on both engines.
import { readdirSync, readFileSync } from 'node:fs';
import { installedBin, makeRepo, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES } from './brain.fixture.ts';

const rhachet = installedBin('rhachet');

const entry = (author: string | undefined, command: string) => ({
  type: 'command',
  command,
  ...(author === undefined ? {} : { author }),
});

const SETTINGS = {
  permissions: { allow: ['Bash(ls)'] },
  hooks: {
    SessionStart: [
      {
        matcher: '*',
        hooks: [
          entry('repo=acme/role=mechanic', 'boot mechanic'),
          entry('repo=acme/role=mech', 'boot mech'),
          entry(undefined, 'my own'),
        ],
      },
    ],
    Stop: [{ matcher: '*', hooks: [entry('repo=.this/role=driver', 'stop driver')] }],
  },
};

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    '.agent/repo=acme/role=mechanic/readme.md': '',
    '.agent/repo=acme/role=mech/readme.md': '',
    '.agent/repo=acme/role=architect/readme.md': '',
    '.agent/repo=.this/role=driver/readme.md': '',
    '.claude/settings.json': JSON.stringify(SETTINGS),
    'bin/claude': '#!/bin/sh\nprintf "%s\\n" "$@"\ncat\nexit 5\n',
    'sub/x': '',
  });
});
afterAll(() => repo.remove());

describe.each(ENGINES)('on %s', (_name, engine) => {
  const call = (words: string[], { cwd = repo.dir, input = '' } = {}) =>
    run([rhachet, 'enroll', ...words], {
      cwd,
      input,
      env: { ...engine, PATH: `${repo.path('bin')}:${process.env.PATH ?? ''}` },
    });

  async function commandsOf(words: string[]): Promise<string[]> {
    const { code, stdout } = await call(['claude', ...words]);
    expect(code).toBe(5);
    const [sources, local, flag, file = ''] = stdout.split('\n');
    expect([sources, local, flag]).toEqual(['--setting-sources', 'local', '--settings']);
    expect(file).toMatch(/\/\.claude\/settings\.enroll\.[\da-f]{8}\.local\.json$/);
    const settings = JSON.parse(readFileSync(file, 'utf8')) as typeof SETTINGS;
    expect(settings.permissions).toEqual(SETTINGS.permissions);
    return Object.values(settings.hooks)
      .flat()
      .flatMap(({ hooks }) => hooks.map(({ command }) => command));
  }

  it.each([
    [
      ['--roles', 'mech'],
      ['boot mech', 'my own'],
    ],
    [
      ['-r', 'acme/mechanic,driver'],
      ['boot mechanic', 'my own', 'stop driver'],
    ],
    [
      ['--roles', '-driver'],
      ['boot mechanic', 'boot mech', 'my own'],
    ],
    [
      ['--roles', '+architect'],
      ['boot mechanic', 'boot mech', 'my own', 'stop driver'],
    ],
    [
      ['--roles', '-driver,-mech'],
      ['boot mechanic', 'my own'],
    ],
    [
      ['--roles', '-driver +architect'],
      ['boot mechanic', 'boot mech', 'my own'],
    ],
  ])('%j', async (words, commands) => {
    expect(await commandsOf(words)).toEqual(commands);
  });

  it('the words behind the roles, stdin, the exit code and settings.json are untouched', async () => {
    const words = ['claude-code', '--roles', 'mech', '--resume', '-p', 'a b'];
    const { code, stdout } = await call(words, { cwd: repo.path('sub'), input: 'typed\n' });
    expect(code).toBe(5);
    expect(stdout.split('\n').slice(4)).toEqual(['--resume', '-p', 'a b', 'typed', '']);
    expect(JSON.parse(readFileSync(repo.path('.claude/settings.json'), 'utf8'))).toEqual(SETTINGS);
    expect(readdirSync(repo.path('sub'))).toEqual(['x']);
  });

  it.each([
    [['claude', '--roles', 'ghost'], 127, 'role "ghost" is not linked'],
    [['claude', '--roles', 'mechanik'], 127, 'did you mean "mechanic"?'],
    [['claude', '--roles', '+mech,-mech'], 64, 'both add and remove'],
    [['claude', '--roles', 'mech,-driver'], 64, 'cannot mix'],
    [['claude', '--roles', ''], 64, 'no roles specified'],
    [['claude', '--roles', '-'], 64, 'cannot be empty'],
    [['claude', '--roles', '-driver', '+architect'], 64, '--roles -driver,+architect'],
    [['claude', '--roles', '-driver', '-mech'], 64, '--roles -driver,-mech'],
    [['claude'], 64, '--roles is required'],
    [['cloude', '--roles', 'mech'], 64, 'did you mean "claude"?'],
    [[], 64, '<brain>'],
  ])('%j: %d', async (words, code, text) => {
    const result = await call(words);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(text);
  });

  it('no .agent/, no roles, no program, settings that are no JSON', async () => {
    const words = [rhachet, 'enroll', 'claude', '--roles', 'x'];
    const empty = makeRepo();
    expect(await run(words, { cwd: empty.dir, env: engine })).toMatchObject({ code: 127 });
    empty.write({ '.agent/readme.md': '' });
    const noRoles = await run(words, { cwd: empty.dir, env: engine });
    expect(noRoles).toMatchObject({ code: 127 });
    expect(noRoles.stderr).toContain('no roles are linked');
    empty.write({ '.agent/repo=a/role=x/readme.md': '', 'bin/claude': '#!/bin/sh\n' });
    const node = process.execPath.replace(/\/[^/]*$/, '');
    const bare = await run(words, {
      cwd: empty.dir,
      env: { ...engine, PATH: `${node}:/usr/bin:/bin` },
    });
    expect(bare).toMatchObject({ code: 127 });
    expect(bare.stderr).toContain('no program "claude"');
    empty.write({ '.claude/settings.json': '{ "hooks": ' });
    const PATH = `${empty.path('bin')}:${node}:/usr/bin:/bin`;
    const broken = await run(words, { cwd: empty.dir, env: { ...engine, PATH } });
    expect(broken).toMatchObject({ code: 78 });
    expect(broken.stderr).toContain('settings.json:1:');
    empty.remove();
  });
});
