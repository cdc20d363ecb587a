// init --roles: the reference's cases 53 to 59, 97, 98 and 104; --keys: 103; --prep: 101.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { installedBin, project, type Repo, run } from '@rhachet/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { makeProject, rolePackage } from './role-project.ts';

let repo: Repo;
afterEach(() => repo.remove());

const init = (...words: string[]) =>
  run([installedBin('rhachet'), 'init', ...words], { cwd: repo.dir });
const rhxInit = (...words: string[]) =>
  run([installedBin('rhx'), 'init', ...words], { cwd: repo.dir });
const read = (path: string): string => readFileSync(repo.path(path), 'utf8');
const isLinked = (name: string): boolean => {
  const [slug = '', role = ''] = name.split('/');
  return existsSync(repo.path(`.agent/repo=${slug}/role=${role}`));
};
const linked = (...names: string[]) => names.filter(isLinked);

const ALL = ['one/mechanic', 'one/architect', 'two/reviewer', 'two/architect'];

const twoPackages = (json: object = { name: '@acme/project' }): Repo =>
  makeProject(
    {
      'rhachet-roles-one': rolePackage('one', { mechanic: {}, architect: {} }),
      'rhachet-roles-two': rolePackage('two', { reviewer: {}, architect: {} }),
    },
    json,
  );

describe('absolute', () => {
  it('links, runs the inits, and says so (100)', async () => {
    const exec = [
      'inits:',
      '  dirs: roles/tester/inits',
      '  exec:',
      '    - roles/tester/inits/setup.sh',
    ];
    repo = makeProject({
      'rhachet-roles-test': rolePackage('test', {
        tester: {
          more: exec,
          files: { 'inits/setup.sh': '#!/bin/sh\necho tester init complete\n' },
        },
        reviewer: {},
      }),
    });
    const { code, stdout, stderr } = await init('--roles', 'tester', 'reviewer');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [head = '', ...others] = stdout.split('📚 link role ');
    expect(head).toBe('\n🔧 init 2 role(s)...\n\n');
    expect(others.map((text) => text.split('\n')[0])).toEqual([
      'repo=test/role=tester',
      'repo=test/role=reviewer',
    ]);
    expect(others[0]).toContain(`
💪 init role repo=test/role=tester
   └─ node_modules/rhachet-roles-test/roles/tester/inits/setup.sh
      ├─
      │
      │ tester init complete
      │
      └─

`);
    expect(stdout.endsWith('\n\n✨ 2 role(s) linked\n✨ 2 role(s) initialized\n\n')).toBe(true);
    expect(linked('test/tester', 'test/reviewer')).toHaveLength(2);
  });

  it('commas, qualified names, and nothing else is unlinked', async () => {
    repo = twoPackages();
    expect(await init('--roles', 'mechanic,reviewer')).toMatchObject({ code: 0 });
    expect(await init('--roles', 'two/architect')).toMatchObject({ code: 0 });
    expect(linked(...ALL)).toEqual(['one/mechanic', 'two/reviewer', 'two/architect']);
  });

  it('no packages, an unknown role, an ambiguous one: nothing is linked (97)', async () => {
    repo = makeProject({});
    const none = await init('--roles', 'mechanic');
    expect(none.code).toBe(127);
    expect(none.stderr).toContain('no rhachet-roles-* packages found');
    repo.remove();
    repo = twoPackages();
    const unknown = await init('--roles', 'mechanic', 'nonesuch');
    expect(unknown).toMatchObject({ code: 127, stdout: '' });
    expect(unknown.stderr).toContain('role "nonesuch" not found');
    expect(unknown.stderr).toContain('- one/mechanic');
    const several = await init('--roles', 'architect');
    expect(several).toMatchObject({ code: 127, stdout: '' });
    expect(several.stderr).toContain('use qualified specifier: one/architect or two/architect');
    expect(existsSync(repo.path('.agent'))).toBe(false);
  });

  it('a broken package beside a good one: reported, the good one is linked, 78 (98)', async () => {
    repo = makeProject({
      'rhachet-roles-one': rolePackage('one', { mechanic: {} }),
      'rhachet-roles-bad': { 'rhachet.repo.yml': 'slug: [' },
    });
    const { code, stdout } = await init('--roles', 'mechanic');
    expect(code).toBe(78);
    expect(stdout).toContain('⚠️  1 package(s) failed to load:\n   ⛈️ rhachet-roles-bad:\n');
    expect(stdout).toContain('✨ 1 role(s) linked');
    expect(isLinked('one/mechanic')).toBe(true);
  });

  it('an init that fails ends the call with its code', async () => {
    repo = makeProject({
      'rhachet-roles-one': rolePackage('one', {
        mechanic: { more: ['inits:', '  exec:', '    - exit 7'] },
        other: {},
      }),
    });
    const { code, stderr } = await init('--roles', 'mechanic', 'other');
    expect(code).toBe(7);
    expect(stderr).toContain('init command failed: exit 7');
    expect(isLinked('one/other')).toBe(false);
  });
});

describe('incremental (104)', () => {
  const tree = (stdout: string): string => stdout.split('📚')[0] ?? '';

  it('adds, removes, both; what is there already and what is absent stays as it is', async () => {
    repo = twoPackages();
    expect(tree((await init('--roles', '+mechanic')).stdout)).toBe(
      '\n🔧 init roles (incremental)\n   ├─ additions\n   │  └─ + one/mechanic\n   └─ untouched (0)\n\n',
    );
    expect(tree((await init('--roles', '+one/architect,+reviewer')).stdout)).toBe(
      '\n🔧 init roles (incremental)\n   ├─ additions\n   │  ├─ + one/architect\n   │  └─ + two/reviewer\n   └─ untouched (1)\n\n',
    );
    expect((await init('--roles', '+two/architect', '-reviewer')).stdout).toContain(
      '   ├─ additions\n   │  └─ + two/architect\n   ├─ subtractions\n   │  └─ - two/reviewer\n   └─ untouched (2)\n',
    );
    expect(linked(...ALL)).toEqual(['one/mechanic', 'one/architect', 'two/architect']);
    const again = await init('--roles', '+mechanic', '+mechanic');
    expect(tree(again.stdout)).toBe('\n🔧 init roles (incremental)\n   └─ untouched (3)\n\n');
    expect(again.stdout.match(/📚/g)).toHaveLength(1);
    expect(again.stdout).not.toMatch(/↻|\+ \.agent/);
    expect(await init('--roles', '-reviewer')).toMatchObject({
      code: 0,
      stdout: '\n🔧 init roles (incremental)\n   └─ untouched (3)\n\n',
    });
  });

  it('the last role takes its repo along; a broken link goes too', async () => {
    repo = twoPackages();
    await init('--roles', 'mechanic', 'reviewer');
    rmSync(repo.path('node_modules/rhachet-roles-two'), { recursive: true });
    expect(await init('--roles', '-reviewer', '-mechanic')).toMatchObject({ code: 0 });
    expect(existsSync(repo.path('.agent/repo=one'))).toBe(false);
    expect(existsSync(repo.path('.agent/repo=two'))).toBe(false);
  });

  it('ambiguous removals, native roles, contradictions: refused, nothing changed', async () => {
    repo = twoPackages();
    await init('--roles', 'one/architect', 'two/architect');
    repo.write({ '.agent/repo=.this/role=homegrown/readme.md': '' });
    const cases: [code: number, words: string[], message: string][] = [
      [127, ['-architect'], 'role "architect" is ambiguous — linked under multiple repos'],
      [127, ['-architect'], 'hint: qualify the removal: -one/architect or -two/architect'],
      [77, ['-homegrown'], 'native roles (repo=.this) cannot be removed'],
      [77, ['-.this/homegrown'], 'native roles (repo=.this) cannot be removed'],
      [64, ['+mechanic', '-mechanic'], 'cannot both add and remove role "mechanic"'],
      [64, ['+one/architect', '-one/architect'], 'cannot both add and remove'],
      [64, ['mechanic', '+reviewer'], 'cannot mix absolute and incremental roles'],
      [64, ['-'], 'role specifier cannot be empty after "-"'],
      [64, ['+mechanic,+'], 'role specifier cannot be empty after "+"'],
      [64, [','], 'no roles specified'],
      [64, [], '--roles needs a value'],
      [127, ['+mechanic', '+nonesuch'], 'role "nonesuch" not found'],
      [64, ['+a/b/c'], '"a/b/c" names no role'],
    ];
    for (const [code, words, message] of cases) {
      const result = await init('--roles', ...words);
      expect({ words, code: result.code, stdout: result.stdout }).toEqual({
        words,
        code,
        stdout: '',
      });
      expect(result.stderr).toContain(message);
    }
    expect(linked(...ALL)).toEqual(['one/architect', 'two/architect']);
    // names are looked up, never joined into a path
    expect((await init('--roles', '-../architect')).stdout).toContain('└─ untouched (2)');
    expect(await init('--roles', '-two/architect')).toMatchObject({ code: 0 });
    expect(linked(...ALL)).toEqual(['one/architect']);
  });

  it('on Node as on Bun', async () => {
    repo = twoPackages();
    const jit = `${project}/node_modules/rhachet/bin/run.jit`;
    const call = (...words: string[]) => run([jit, 'init', ...words], { cwd: repo.dir });
    expect(await call('--roles', '+mechanic', '--hooks', '--keys')).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(isLinked('one/mechanic')).toBe(true);
    expect(await call('--roles', '-mechanic')).toMatchObject({ code: 0, stderr: '' });
    expect(isLinked('one/mechanic')).toBe(false);
  });
});

describe('rhx init (53 to 59)', () => {
  it('role words are short for keys, hooks and roles', async () => {
    repo = twoPackages();
    const added = await rhxInit('+mechanic', '+reviewer');
    expect(added.code).toBe(0);
    expect(added.stdout).toContain('🔑 keyrack init');
    expect(added.stdout).toContain('🔭 search for linked roles with hooks...');
    expect(await rhxInit('-reviewer')).toMatchObject({ code: 0 });
    expect(linked(...ALL)).toEqual(['one/mechanic']);
    expect((await rhxInit('reviewer')).stdout).toContain('✨ 1 role(s) linked');
    const unknown = await rhxInit('+nonesuch');
    expect(unknown.code).toBe(127);
    expect(unknown.stderr).toContain('role "nonesuch" not found\n  available roles:\n');
  });

  it('with options it is init as it stands; help and nothing are not role words', async () => {
    repo = twoPackages();
    const plain = await rhxInit('--roles', '+mechanic');
    expect(plain.code).toBe(0);
    expect(plain.stdout).not.toMatch(/🔑|🔭/u);
    expect((await rhxInit('-h')).stdout).toContain('usage: rhachet init [options]');
    expect(await rhxInit('--help')).toEqual(await init('-h'));
    expect(await rhxInit()).toEqual(await init());
    expect(existsSync(repo.path('.claude'))).toBe(false);
  });
});

describe('usage', () => {
  it('lists the roles and which packages have none; 0', async () => {
    repo = makeProject({
      'rhachet-roles-one': rolePackage('one', { mechanic: {}, architect: {} }),
      'rhachet-roles-bare': {},
    });
    const { code, stdout } = await init();
    expect(code).toBe(0);
    expect(stdout).toContain(
      'available roles:\n  mechanic   (from rhachet-roles-one)\n  architect  (from rhachet-roles-one)\n',
    );
    expect(stdout).toContain('packages without rhachet.repo.yml:\n  rhachet-roles-bare: ');
    expect(stdout).toContain('  rhachet init --roles one/mechanic\n');
  });

  it('without package.json too', async () => {
    repo = makeProject({});
    rmSync(repo.path('package.json'));
    expect(await init()).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('--keys (103)', () => {
  const KEYRACK = '.agent/keyrack.yml';
  const withKeyrack = (json: object): Repo =>
    makeProject(
      {
        'rhachet-roles-one': rolePackage('one', {
          tester: {
            more: ['keyrack: roles/tester/keyrack.yml'],
            files: { 'keyrack.yml': 'env.prod: []\n' },
          },
          plain: {},
        }),
      },
      json,
    );

  it('created, found again, extended, cut', async () => {
    repo = withKeyrack({ name: '@acme/project' });
    const created = await init('--keys', '--roles', 'tester');
    expect(created.stdout).toContain(
      '🔑 keyrack init\n   ├─ org: acme\n   ├─ extends:\n   │  └─ .agent/repo=one/role=tester/keyrack.yml\n   └─ created .agent/keyrack.yml\n\n',
    );
    const text =
      'org: acme\nextends:\n  - .agent/repo=one/role=tester/keyrack.yml\nenv.prod: []\nenv.prep: []\nenv.test: []\n';
    expect(read(KEYRACK)).toBe(text);
    expect((await init('--keys', '--roles', 'tester')).stdout).toContain(
      '   └─ found .agent/keyrack.yml (no changes)\n',
    );
    repo.write({ [KEYRACK]: '# ours\norg: other\nenv.prod:\n  - KEY # why\n' });
    expect((await init('--keys', '--roles', 'tester')).stdout).toContain(
      '└─ updated .agent/keyrack.yml',
    );
    expect(read(KEYRACK)).toBe(
      '# ours\norg: other\nenv.prod:\n  - KEY # why\nextends:\n  - .agent/repo=one/role=tester/keyrack.yml\n',
    );
    await init('--keys', '--roles', '-tester');
    expect(read(KEYRACK)).toBe('# ours\norg: other\nenv.prod:\n  - KEY # why\n');
  });

  it('no keyrack of the role: no extends', async () => {
    repo = withKeyrack({ organization: 'org', name: '@acme/project' });
    expect((await init('--keys', '--roles', 'plain')).stdout).toContain(
      '🔑 keyrack init\n   ├─ org: org\n   └─ created .agent/keyrack.yml\n',
    );
    expect(read(KEYRACK)).not.toContain('extends');
  });

  it.each([
    ['git+https://github.com/owner/name.git', 'owner'],
    ['github:owner/name', 'owner'],
    ['git@github.com:owner/name.git', 'owner'],
  ])('the owner of the repository %s', async (url, owner) => {
    repo = withKeyrack({ name: 'project', repository: { type: 'git', url } });
    expect((await init('--keys', '--roles', 'plain')).stdout).toContain(`org: ${owner}\n`);
  });

  it('no organisation, no roles, a broken file: refused', async () => {
    repo = withKeyrack({ name: 'project' });
    const none = await init('--keys', '--roles', 'plain');
    expect(none.code).toBe(78);
    expect(none.stderr).toContain('unable to detect org from package.json');
    const alone = await init('--keys');
    expect(alone.code).toBe(64);
    expect(alone.stderr).toContain(
      '--keys requires --roles to specify which role keyracks to extend',
    );
    repo.write({ [KEYRACK]: 'org: [\n' });
    const broken = await init('--keys', '--roles', 'plain');
    expect(broken.code).toBe(78);
    expect(broken.stderr).toMatch(/keyrack\.yml:\d+:\d+: /);
    expect(read(KEYRACK)).toBe('org: [\n');
  });
});

describe('--prep (101)', () => {
  const scripts = (): Record<string, string> =>
    (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

  it('alone: refused; with roles: written, appended once, found again', async () => {
    repo = twoPackages({ name: 'project', scripts: { prepare: 'husky', test: 'x' } });
    const alone = await init('--prep');
    expect(alone.code).toBe(64);
    expect(alone.stderr).toContain('--prep requires --roles');
    const first = await init('--prep', '--roles', 'mechanic', 'reviewer');
    expect(first.stdout).toContain('   ├─ prepare:rhachet: created\n   └─ prepare: appended\n');
    expect(scripts()).toEqual({
      prepare: 'husky && npm run prepare:rhachet',
      test: 'x',
      'prepare:rhachet': 'rhachet init --roles mechanic reviewer',
    });
    const before = read('package.json');
    const again = await init('--prep', '--roles', 'mechanic', 'reviewer');
    expect(again.stdout).toContain('   ├─ prepare:rhachet: found\n   └─ prepare: found\n');
    expect(read('package.json')).toBe(before);
  });

  it('with hooks; after a change it names what is linked; a role package is built first', async () => {
    repo = twoPackages({ name: 'rhachet-roles-mine' });
    await init('--prep', '--hooks', '--roles', 'mechanic');
    expect(scripts()['prepare:rhachet']).toBe(
      'npm run build && rhachet init --hooks --roles mechanic',
    );
    await init('--prep', '--roles', '+reviewer');
    expect(scripts()).toEqual({
      'prepare:rhachet': 'npm run build && rhachet init --roles one/mechanic two/reviewer',
      prepare: 'npm run prepare:rhachet',
    });
  });
});

it('--json: the results of every step as one line', async () => {
  repo = twoPackages();
  const { code, stdout } = await init(
    '--json',
    '--keys',
    '--hooks',
    '--prep',
    '--roles',
    '+mechanic',
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    roles: { roles: [{ repo: 'one', role: 'mechanic' }], removed: [], problems: [] },
    keys: { org: 'acme', effect: 'created' },
    hooks: { created: 0, errors: [] },
    prepare: { prepare: 'created' },
  });
  expect((await init('--json', '--roles', '+nonesuch')).stderr).toMatch(
    /^\{"error":\{"code":"NO_ROLE"/,
  );
});
