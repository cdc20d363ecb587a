// roles link and roles init --role, the packed program: the trees byte for byte, the sources, the errors.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Files,
  installedBin,
  makeRepo,
  project,
  type Repo,
  run,
  makeProject,
} from '@rhachet/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { ACME } from './packages.fixture.ts';

const rhachet = installedBin('rhachet');
const jit = join(project, 'node_modules/rhachet/bin/run.jit');

let repo: Repo;
afterEach(() => repo.remove());

const call = (words: string[], bin = [rhachet]) => run([...bin, ...words], { cwd: repo.dir });

/** A registry of the reference's form, for a package at `__dirname`. */
const REGISTRY = `exports.getRoleRegistry = () => ({
  slug: 'acme',
  readme: { uri: __dirname + '/readme.md' },
  roles: [{
    slug: 'mechanic', name: 'Mechanic', purpose: 'to mend', traits: [],
    readme: { uri: __dirname + '/mechanic/readme.md' },
    briefs: { dirs: { uri: __dirname + '/mechanic/briefs' } },
    skills: { dirs: [{ uri: __dirname + '/mechanic/skills' }], refs: [] },
    inits: { exec: [{ cmd: __dirname + '/mechanic/inits/one.sh' }] },
  }],
});
`;

const USE_TS = `import type { RoleRegistry } from 'rhachet';
import { getRoleRegistry } from 'rhachet-roles-acme';
const registries: RoleRegistry[] = [getRoleRegistry()];
export const getRoleRegistries = (): RoleRegistry[] => registries;
`;

const withUse = (code: string): Repo =>
  makeProject(
    { 'rhachet-roles-acme': { ...ACME, 'index.js': REGISTRY } },
    { 'rhachet.use.ts': code },
  );

describe.each([
  ['rhachet', [rhachet]],
  ['run.jit', [jit]],
])('%s', (_, bin) => {
  it('88, 90, 92, 93: links the role of an installed package, and says what it made', async () => {
    repo = makeProject({ 'rhachet-roles-acme': ACME });
    expect(await call(['roles', 'link', '--role', 'mechanic'], bin)).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `
🔭 discover roles from packages...

📚 link role repo=acme/role=mechanic
   ├─ links
   │  ├── + .agent/readme.md
   │  ├── + .agent/repo=.this/readme.md
   │  ├── + .agent/repo=acme/readme.md
   │  ├── + .agent/repo=acme/.gitignore
   │  ├── + .agent/repo=acme/role=mechanic/readme.md
   │  ├── + .agent/repo=acme/role=mechanic/boot.yml
   │  ├── + .agent/repo=acme/role=mechanic/briefs
   │  ├── + .agent/repo=acme/role=mechanic/skills/skills
   │  ├── + .agent/repo=acme/role=mechanic/skills/tools
   │  └── + .agent/repo=acme/role=mechanic/inits
   └─ stats
       ├── 1 brief(s)
       ├── 2 skill(s)
       └── 2 init(s)


`,
    });
    expect(await call(['run', '--skill', 'oil'], bin)).toMatchObject({ stdout: 'oiled\n' });
    const again = await call(['roles', 'link', '--role', 'acme/mechanic', '--json'], bin);
    const { entries, stats } = JSON.parse(again.stdout) as {
      entries: { what: string }[];
      stats: object;
    };
    expect([...new Set(entries.map(({ what }) => what))]).toEqual(['unchanged']);
    expect(stats).toEqual({ briefs: 1, skills: 2, inits: 2 });
  });

  it('89: from list to single path and back; the other entries go', async () => {
    repo = makeProject({ 'rhachet-roles-acme': ACME });
    const manifest = 'node_modules/rhachet-roles-acme/rhachet.repo.yml';
    const listed = readFileSync(repo.path(manifest), 'utf8');
    await call(['roles', 'link', '--role', 'mechanic'], bin);
    repo.write({
      [manifest]: listed.replace('[mechanic/skills, mechanic/tools]', 'mechanic/tools'),
    });
    const single = await call(['roles', 'link', '--role', 'mechanic'], bin);
    expect(single.stdout).toContain('↻ .agent/repo=acme/role=mechanic/skills (updated)\n');
    repo.write({
      [manifest]: listed.replace('[mechanic/skills, mechanic/tools]', '[mechanic/tools]'),
    });
    const one = await call(['roles', 'link', '--role', 'mechanic'], bin);
    expect(one.stdout).toContain('- .agent/repo=acme/role=mechanic/skills (removed)\n');
    expect(one.stdout).toContain('+ .agent/repo=acme/role=mechanic/skills/tools\n');
    expect(await call(['run', '--skill', 'oil'], bin)).toMatchObject({ stdout: 'oiled\n' });
    expect(await call(['run', '--skill', 'fix'], bin)).toMatchObject({ code: 127 });
  });

  it('96: roles init runs the declared commands in order, in the frame', async () => {
    repo = makeProject({ 'rhachet-roles-acme': ACME });
    const result = await run([...bin, 'roles', 'init', '--role', 'mechanic'], {
      cwd: repo.dir,
      input: 'from stdin',
    });
    expect(result).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `
🔭 discover roles from packages...
💪 init role repo=acme/role=mechanic
   ├─ node_modules/rhachet-roles-acme/mechanic/inits/one.sh
      ├─
      │
      │ one
      │
      └─
   │
   └─ node_modules/rhachet-roles-acme/mechanic/inits/two.sh
      ├─
      │
      │ two
      │ from stdin
      │
      └─


✨ repo=acme/role=mechanic init complete

`,
    });
    expect(readFileSync(repo.path('ran'), 'utf8')).toBe('one\ntwo\n');
  });

  it('96: the first failure ends it, and its code is the code', async () => {
    const bad = { 'mechanic/inits/one.sh': '#!/bin/sh\necho broken; exit 9\n' };
    repo = makeProject({ 'rhachet-roles-acme': { ...ACME, ...bad } });
    const { code, stdout, stderr } = await call(['roles', 'init', '--role', 'mechanic'], bin);
    expect(code).toBe(9);
    expect(stdout.endsWith('      │ broken\n      │\n      └─\n')).toBe(true);
    expect(stderr).toContain(
      'init command failed: node_modules/rhachet-roles-acme/mechanic/inits/one.sh (exit code 9)\n',
    );
    expect(existsSync(repo.path('ran'))).toBe(false);
    const json = await call(['roles', 'init', '--role', 'mechanic', '--json'], bin);
    expect(json.code).toBe(9);
    expect(JSON.parse(json.stdout)).toEqual({
      repo: 'acme',
      role: 'mechanic',
      commands: [
        {
          command: 'node_modules/rhachet-roles-acme/mechanic/inits/one.sh',
          output: 'broken\n',
          exit: 9,
        },
      ],
    });
  });
});

it('from a subdirectory: package.json, .agent/ and the commands are those of the git root', async () => {
  repo = makeProject({ 'rhachet-roles-acme': ACME }, { 'a/b/x': '' });
  const options = { cwd: repo.path('a/b') };
  expect(await run([rhachet, 'roles', 'link', '--role', 'mechanic'], options)).toMatchObject({
    code: 0,
  });
  expect(existsSync(repo.path('.agent/repo=acme'))).toBe(true);
  await run([rhachet, 'roles', 'init', '--role', 'mechanic'], options);
  expect(existsSync(repo.path('ran'))).toBe(true);
});

describe('96: which role', () => {
  it('none declared: a warning, 0', async () => {
    repo = makeProject({ 'rhachet-roles-acme': ACME });
    expect(await call(['roles', 'init', '--role', 'clerk'])).toMatchObject({
      code: 0,
      stdout:
        '\n🔭 discover roles from packages...\n\n⚠️  Role "clerk" has no initialization commands.\n\n',
    });
  });

  it.each(['link', 'init'])('%s: not given, unknown, in several manifests', async (command) => {
    const other = { ...ACME, 'rhachet.repo.yml': 'slug: other\nroles: [{ slug: mechanic }]\n' };
    repo = makeProject({ 'rhachet-roles-acme': ACME, '@x/rhachet-roles-other': other });
    const missing = await call(['roles', command]);
    expect(missing).toMatchObject({ code: 64, stdout: '' });
    expect(missing.stderr).toContain('--role is required (e.g., --role mechanic)');
    const unknown = await call(['roles', command, '--role', 'mechanik']);
    expect(unknown).toMatchObject({ code: 127, stdout: '' });
    expect(unknown.stderr).toContain('role "mechanik" not found');
    expect(unknown.stderr).toContain('did you mean "mechanic"?');
    const several = await call(['roles', command, '--role', 'mechanic', '--json']);
    const { error } = JSON.parse(several.stderr) as { error: { message: string; hint: string } };
    expect(several.code).toBe(127);
    expect(error.message).toBe('role "mechanic" is ambiguous — found in multiple manifests');
    expect(error.hint).toBe('use qualified specifier: other/mechanic or acme/mechanic');
    expect(await call(['roles', command, '--repo', 'acme', '--role', 'mechanic'])).toMatchObject({
      code: 0,
    });
  });
});

describe('packages that bring no roles', () => {
  it('97: none at all', async () => {
    repo = makeRepo({ 'package.json': '{}' });
    const { code, stdout, stderr } = await call(['roles', 'link', '--role', 'x']);
    expect({ code, stdout }).toEqual({ code: 127, stdout: '' });
    expect(stderr).toContain(
      'No role packages found. Ensure rhachet-roles-* packages are installed and have rhachet.repo.yml\n',
    );
  });

  it('98: a broken one and a valid one: the valid one is linked, the broken one is named with its position', async () => {
    const broken: Files = { 'rhachet.repo.yml': 'slug: b\nroles:\n  - slug: x/y\n' };
    repo = makeProject({
      'rhachet-roles-broken': broken,
      'rhachet-roles-none': {},
      'rhachet-roles-acme': ACME,
    });
    const at = 'node_modules/rhachet-roles-broken/rhachet.repo.yml:3:11: roles[0].slug: not a name';
    const good = await call(['roles', 'link', '--role', 'mechanic']);
    expect(good.code).toBe(0);
    expect(good.stdout).toContain(`
🔭 discover roles from packages...

⚠️  Some packages lack rhachet.repo.yml:
   - rhachet-roles-none

⚠️  Some packages have a rhachet.repo.yml that is wrong:
   - rhachet-roles-broken: ${at}`);
    const bad = await call(['roles', 'link', '--role', 'x']);
    expect(bad).toMatchObject({ code: 78, stdout: '' });
    expect(bad.stderr).toContain(`- rhachet-roles-broken: ${at}`);
  });
});

describe('rhachet.use.ts', () => {
  it('its registries, with the packages of the project; they win over the installed ones', async () => {
    repo = withUse(USE_TS);
    const { code, stdout } = await call(['roles', 'link', '--role', 'mechanic']);
    expect(code).toBe(0);
    expect(stdout).toContain(
      '\n🔭 rhachet.use.ts found, import roles from config...\n\n📚 link role repo=acme/role=mechanic\n',
    );
    expect(stdout).not.toContain('boot.yml');
    expect(await call(['run', '--skill', 'fix'])).toMatchObject({ stdout: 'fixed\n' });
    const init = await call(['roles', 'init', '--role', 'mechanic']);
    expect(init.stdout).toContain('   └─ node_modules/rhachet-roles-acme/mechanic/inits/one.sh\n');
  });

  it('--config names another file; one that is not there: 66', async () => {
    repo = withUse('throw new Error("not this one")');
    repo.write({ 'conf/other.ts': USE_TS });
    expect(
      await call(['roles', 'link', '--role', 'mechanic', '-c', 'conf/other.ts']),
    ).toMatchObject({ code: 0 });
    expect(
      await call(['roles', 'link', '--role', 'mechanic', '--config', 'gone.ts']),
    ).toMatchObject({ code: 66 });
  });

  it('94: without registries, or with something else: 78, one line', async () => {
    repo = withUse('export const getRoleRegistries = () => []');
    const none = await call(['roles', 'link', '--role', 'mechanic']);
    expect(none).toMatchObject({ code: 78, stdout: '' });
    expect(none.stderr).toContain('No registries found in rhachet.use.ts\n');
    repo.write({ 'rhachet.use.ts': 'const x: = 1' });
    const bad = await call(['roles', 'link', '--role', 'mechanic']);
    expect(bad.code).toBe(78);
    expect(bad.stderr).toMatch(
      /^rhachet: failed to load .*: .*rhachet\.use\.ts:1:\d+: .*\nhint: .*\n$/,
    );
  });

  it('thrown in: only the commands that need it say so; every other is as before', async () => {
    repo = withUse(USE_TS);
    await call(['roles', 'link', '--role', 'mechanic']);
    const others = [
      ['run', '--skill', 'fix'],
      ['run', '--init', 'nothing'],
      ['run', 'list'],
      ['roles', 'list'],
      ['list'],
      ['help'],
      ['--version'],
      ['which', 'fix'],
      ['nonsense'],
    ];
    const before = [];
    for (const words of others) before.push(await call(words));
    repo.write({ 'rhachet.use.ts': 'console.log("loaded"); throw new Error("boom");' });
    for (const [at, words] of others.entries()) expect(await call(words)).toEqual(before[at]);
    for (const command of ['link', 'init']) {
      const { code, stderr } = await call(['roles', command, '--role', 'mechanic']);
      expect(code).toBe(78);
      expect(stderr).toMatch(/^rhachet: failed to load .*rhachet\.use\.ts: boom\nhint: .*\n$/);
    }
  });

  it('on a Node that cannot read TypeScript: 78, and what to do', async () => {
    repo = withUse(USE_TS);
    const { code, stderr } = await call(['roles', 'link', '--role', 'mechanic'], [jit]);
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major > 22 || (major === 22 && minor >= 18)) {
      expect(code).toBe(0);
      return;
    }
    expect(code).toBe(78);
    expect(stderr).toContain('cannot read TypeScript');
    expect(stderr).toContain('use Node.js 22.18 or newer');
  });
});
