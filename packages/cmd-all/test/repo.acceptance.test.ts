// repo introspect and repo compile: the reference's cases 114 and 115.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { type Files, installedBin, makeRepo, project, type Repo, run } from '@rhachet/testing';
import { afterEach, describe, expect, it } from 'vitest';

let repo: Repo;
afterEach(() => repo.remove());

const call = (...words: string[]) =>
  run([installedBin('rhachet'), 'repo', ...words], { cwd: repo.dir });
const read = (path: string): string => readFileSync(repo.path(path), 'utf8');
const json = () => JSON.parse(read('package.json')) as Record<string, unknown>;

const BOOT = `{ onBoot: [{ command: './node_modules/.bin/rhachet roles boot --role mechanic', timeout: 'PT30S' }] }`;
const ROLE = `{
  slug: 'mechanic', name: 'Mechanic', purpose: 'x', traits: [],
  readme: { uri: 'roles/mechanic/readme.md' },
  briefs: { dirs: { uri: 'roles/mechanic/briefs' } },
  skills: { dirs: { uri: 'roles/mechanic/skills' }, refs: [] },
  hooks: { onBrain: ${BOOT} },
}`;
const registry = (roles: string): string =>
  `exports.getRoleRegistry = () => ({ slug: 'test', readme: { uri: 'readme.md' }, roles: [${roles}] });\n`;

const packageOf = (main: string, files: Files = {}, more: object = {}): Repo =>
  makeRepo({
    'package.json': JSON.stringify(
      { name: 'rhachet-roles-test', version: '1.0.0', main: 'index.js', ...more },
      null,
      2,
    ),
    'index.js': main,
    'readme.md': '# test\n',
    'roles/mechanic/readme.md': '# mechanic\n',
    'roles/mechanic/briefs/one.md': '# one\n',
    'roles/mechanic/skills/fix.sh': '#!/bin/sh\n',
    ...files,
  });

const YAML = `slug: test
readme: readme.md
roles:
  - slug: mechanic
    readme: roles/mechanic/readme.md
    briefs:
      dirs: roles/mechanic/briefs
    skills:
      dirs: roles/mechanic/skills
    hooks:
      onBrain:
        onBoot:
          - command: ./node_modules/.bin/rhachet roles boot --role mechanic
            timeout: PT30S
`;

describe('introspect (114)', () => {
  it('writes the manifest and publishes it', async () => {
    repo = packageOf(registry(ROLE), {}, { files: ['index.js'], exports: './index.js' });
    const { code, stdout, stderr } = await call('introspect');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      '🔭 Load getRoleRegistry from rhachet-roles-test...\n\n✨ Generate manifest for "test"...\n',
    );
    expect(read('rhachet.repo.yml')).toBe(YAML);
    expect(json()).toMatchObject({
      files: ['index.js', 'rhachet.repo.yml'],
      exports: { '.': './index.js', './package.json': './package.json' },
    });
    const before = read('package.json');
    expect((await call('introspect')).stdout).toContain('package.json unchanged');
    expect(read('package.json')).toBe(before);
  });

  it('-o - prints it and writes nothing; -o elsewhere; from a directory below; on Node', async () => {
    repo = packageOf(registry(ROLE));
    expect(await call('introspect', '-o', '-')).toMatchObject({
      code: 0,
      stdout: YAML,
      stderr: '',
    });
    expect(existsSync(repo.path('rhachet.repo.yml'))).toBe(false);
    await call('introspect', '--output', 'other.yml');
    expect(read('other.yml')).toBe(YAML);
    const jit = `${project}/node_modules/rhachet/bin/run.jit`;
    const below = await run([jit, 'repo', 'introspect', '-o-'], { cwd: repo.path('roles') });
    expect(below).toMatchObject({ code: 0, stdout: YAML });
  });

  it('lists, inits, boot, keyrack; absolute paths become relative; an ES module', async () => {
    const at = (path: string) => `{ uri: join(import.meta.dirname, '${path}') }`;
    const role = `{ slug: 'mechanic', readme: ${at('roles/mechanic/readme.md')},
      briefs: { dirs: [${at('roles/mechanic/briefs')}] },
      inits: { dirs: ${at('roles/mechanic/inits')}, exec: [{ cmd: join(import.meta.dirname, 'roles/mechanic/inits/a.sh') + ' --x' }] },
      boot: ${at('roles/mechanic/boot.yml')}, keyrack: ${at('roles/mechanic/keyrack.yml')},
      hooks: { onBrain: ${BOOT} } }`;
    const main = `import { join } from 'node:path';\nexport ${registry(role).replace('exports.', 'const ')}`;
    repo = packageOf(main, {}, { type: 'module' });
    const { stdout, stderr } = await call('introspect', '-o', '-');
    expect(stderr).toBe('');
    expect(stdout).toContain(`    briefs:
      dirs:
        - roles/mechanic/briefs
    inits:
      dirs: roles/mechanic/inits
      exec:
        - roles/mechanic/inits/a.sh --x
    boot: roles/mechanic/boot.yml
    keyrack: roles/mechanic/keyrack.yml
`);
  });

  it('what it writes is what init reads', async () => {
    repo = packageOf(registry(ROLE), {
      'user/.git/x': '',
      'user/package.json': '{ "devDependencies": { "rhachet-roles-test": "1" } }',
      'user/node_modules/rhachet-roles-test': { link: '../..' },
    });
    await call('introspect');
    const init = await run([installedBin('rhachet'), 'init', '--hooks', '--roles', 'mechanic'], {
      cwd: repo.path('user'),
    });
    expect(init).toMatchObject({ code: 0, stderr: '' });
    expect(read('user/.claude/settings.json')).toContain('roles boot --role mechanic');
  });

  it.each<[string, string, Files, code: number, message: string]>([
    ['no export', 'exports.other = 1;', {}, 78, 'package does not export getRoleRegistry'],
    ['a module that throws', `throw new Error('planted')`, {}, 78, 'index.js: planted'],
    [
      'a registry of another form',
      'exports.getRoleRegistry = () => ({ slug: 1 });',
      {},
      78,
      'slug: expected a name',
    ],
    [
      'skills that cannot run',
      registry(ROLE),
      {
        'roles/mechanic/skills/a.sh': { text: '#!/bin/sh\n', mode: 0o644 },
        'roles/mechanic/skills/b/b.sh': { text: '', mode: 0o644 },
      },
      65,
      'non-executable skill files detected',
    ],
    [
      'an orphan',
      registry(ROLE),
      { 'roles/mechanic/briefs/o.md.min': '' },
      65,
      'orphan .md.min file(s) detected without .md source:',
    ],
    ['no boot hook', registry(ROLE.replace(BOOT, '{}')), {}, 65, '- mechanic: no-hook-declared'],
    [
      'a boot hook that does not boot',
      registry(ROLE.replace('roles boot', 'roles list')),
      {},
      65,
      '- mechanic: absent-roles-boot-command',
    ],
    [
      'a boot hook of another role',
      registry(ROLE.replace('--role mechanic', '--role mechanics')),
      {},
      65,
      '- mechanic: wrong-role-name',
    ],
    [
      'npx',
      registry(ROLE.replace('./node_modules/.bin/rhachet', 'npx rhachet')),
      {},
      65,
      'hooks that call rhachet through npx',
    ],
    [
      'a path that leads out',
      registry(ROLE.replace('roles/mechanic/briefs', '../briefs')),
      {},
      65,
      'leads out of the package',
    ],
  ])('%s: refused, nothing written', async (...[, main, files, code, message]) => {
    repo = packageOf(main, files);
    const result = await call('introspect');
    expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: '' });
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toContain('    at ');
    expect(existsSync(repo.path('rhachet.repo.yml'))).toBe(false);
  });

  it('names every skill that cannot run; notes and sources need not', async () => {
    repo = packageOf(registry(ROLE), {
      'roles/mechanic/skills/a.sh': { text: '#!/bin/sh\n', mode: 0o644 },
      'roles/mechanic/skills/b.sh': { text: '#!/bin/sh\n', mode: 0o644 },
      'roles/mechanic/skills/note.md': '',
      'roles/mechanic/skills/code.ts': '',
    });
    const { stderr } = await call('introspect');
    expect(stderr.match(/^ {2}- .*$/gm)).toEqual([
      `  - ${repo.path('roles/mechanic/skills/a.sh')}`,
      `  - ${repo.path('roles/mechanic/skills/b.sh')}`,
    ]);
    expect(stderr).toContain('chmod +x');
  });

  it('elsewhere: 64', async () => {
    repo = makeRepo({ 'package.json': '{ "name": "other" }' });
    expect((await call('introspect')).stderr).toContain(
      'repo introspect must be run inside a rhachet-roles-* package',
    );
    expect(await call('compile', '--from', 'a', '--into', 'b')).toMatchObject({ code: 64 });
  });
});

describe('compile (115)', () => {
  const DEEP = 'roles/mechanic/briefs/a/b/c/d';
  const source: Files = {
    'src/roles/mechanic/readme.md': '# mechanic\n',
    'src/roles/mechanic/boot.yml': '',
    'src/roles/mechanic/keyrack.yml': '',
    'src/readme.md': '# test\n',
    'src/roles/mechanic/briefs/one.md': '# one\n',
    'src/roles/mechanic/briefs/one.md.min': 'one\n',
    'src/roles/mechanic/briefs/picture.png': '',
    [`src/${DEEP}/deep.md`]: '',
    'src/roles/mechanic/briefs/.scratch/no.md': '',
    'src/roles/mechanic/briefs/.test/no.md': '',
    'src/roles/mechanic/briefs/__test_assets__/no.md': '',
    'src/roles/mechanic/briefs/one.test.md': '',
    'src/roles/mechanic/skills/fix.sh': '#!/bin/sh\necho fixed\n',
    'src/roles/mechanic/skills/fix.test.sh': '#!/bin/sh\n',
    'src/roles/mechanic/skills/words': '#!/bin/sh\n',
    'src/roles/mechanic/skills/code.ts': '',
    'src/roles/mechanic/skills/data.json': '',
    'src/roles/mechanic/skills/templates/x.txt': '',
    'src/roles/mechanic/inits/setup.sh': '#!/bin/sh\n',
  };
  const COMPILED = [
    'readme.md',
    'roles/mechanic/boot.yml',
    `${DEEP}/deep.md`,
    'roles/mechanic/briefs/one.md',
    'roles/mechanic/briefs/one.md.min',
    'roles/mechanic/inits/setup.sh',
    'roles/mechanic/keyrack.yml',
    'roles/mechanic/readme.md',
    'roles/mechanic/skills/code.ts',
    'roles/mechanic/skills/fix.sh',
    'roles/mechanic/skills/templates/x.txt',
    'roles/mechanic/skills/words',
  ];
  const roleWith = (uri: (path: string) => string): string => `{
    slug: 'mechanic', readme: ${uri('roles/mechanic/readme.md')}, boot: ${uri('roles/mechanic/boot.yml')},
    keyrack: ${uri('roles/mechanic/keyrack.yml')}, briefs: { dirs: ${uri('roles/mechanic/briefs')} },
    skills: { dirs: ${uri('roles/mechanic/skills')} }, inits: { dirs: ${uri('roles/mechanic/inits')} } }`;
  const relativeRole = roleWith((path) => `{ uri: '${path}' }`);
  const absoluteRole = roleWith((path) => `{ uri: __dirname + '/${path}' }`);

  const compiledPackage = (role: string): Repo =>
    makeRepo({
      'package.json': '{ "name": "rhachet-roles-test", "main": "dist/index.js" }',
      'dist/index.js': registry(role),
      ...source,
    });
  const compiled = (): string[] =>
    readdirSync(repo.path('dist'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(repo.path('dist').length + 1))
      .filter((path) => path !== 'index.js')
      .sort();

  it.each([
    ['relative paths', relativeRole],
    ['paths of the compiled module', absoluteRole],
  ])('%s', async (_, role) => {
    repo = compiledPackage(role);
    const result = await call('compile', '--from', 'src', '--into', 'dist');
    expect(result).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `
🔭 Load getRoleRegistry from rhachet-roles-test...

📦 Compile artifacts for 1 role(s)...
   + mechanic: 11 file(s)

🌊 Done, compiled 12 file(s) to dist

`,
    });
    expect(compiled()).toEqual(COMPILED);
    expect(statSync(repo.path('dist/roles/mechanic/skills/fix.sh')).mode & 0o111).toBe(0o111);
    // a second time it is the same
    expect(await call('compile', '--from', 'src', '--into', 'dist')).toEqual(result);
  });

  it('--include rescues, --exclude wins', async () => {
    repo = compiledPackage(relativeRole);
    const words = [
      '--include',
      '**/*.test.md',
      'roles/*/skills/*.json',
      '--include',
      '**/.test/**',
      '--exclude',
      '**/one.*',
      '**/words',
    ];
    expect(await call('compile', '--from', 'src', '--into', 'dist', ...words)).toMatchObject({
      code: 0,
    });
    const dropped = ['one.md', 'one.md.min'].map((name) => `roles/mechanic/briefs/${name}`);
    expect(compiled()).toEqual(
      [...COMPILED, 'roles/mechanic/skills/data.json', 'roles/mechanic/briefs/.test/no.md']
        .filter((path) => !dropped.includes(path) && !path.endsWith('/words'))
        .sort(),
    );
  });

  it.each([
    [66, ['--from', 'nowhere', '--into', 'dist'], '--from directory not found'],
    [64, ['--from', 'src'], '--from and --into are required'],
    [64, ['--from', '..', '--into', 'dist'], '--from must be within the package'],
    [64, ['--from', 'src', '--into', '/tmp'], '--into must be within the package'],
    [64, ['--from', 'src', '--into', 'src'], 'the same directory'],
    [66, ['--from', 'dist', '--into', 'out'], 'briefs dir not found'],
  ])('%i: %j', async (code, words, message) => {
    repo = compiledPackage(relativeRole);
    const result = await call('compile', ...words);
    expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: '' });
    expect(result.stderr).toContain(message);
    expect(compiled()).toEqual([]);
  });
});
