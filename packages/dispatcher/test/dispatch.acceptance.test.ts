// From the first word to the package: ours, third parties', unknown ones; and what goes wrong on the way.
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, makeRepo, project, type Repo, run } from '@rhachet/testing';
import { afterEach, describe, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const jit = join(project, 'node_modules/rhachet/bin/run.jit');
const SKILLS = '.agent/repo=.this/role=any/skills';

let repo: Repo;
afterEach(() => repo.remove());

const call = (...words: string[]) => run([rhachet, ...words], { cwd: repo.dir });

/** The files of a third-party command package, written by hand: what `dist/` must hold, and nothing else. */
function thirdParty(name: string, { word = 'hello', contract = 1 } = {}) {
  const folder = `node_modules/${name}`;
  const bundle = name.replace(/^.*\//, '');
  const commands = [{ name: word, summary: 'says hello', usage: word, words: [], options: [] }];
  const code = `module.exports.default = {
    contract: ${contract}, package: '${name}', version: '1.0.0',
    commands: [{ name: '${word}', summary: 'says hello', options: { loud: { help: 'louder' } },
      main: ({ options }) => ({ print: options.loud ? 'HELLO\\n' : 'hello\\n', exit: 3 }) }],
  };\n`;
  return {
    [`${folder}/package.json`]: JSON.stringify({ name, version: '1.0.0' }),
    [`${folder}/dist/command.json`]: JSON.stringify({
      contract,
      package: name,
      version: '1.0.0',
      commands,
    }),
    [`${folder}/dist/${bundle}.bc`]: `// @bun @bun-cjs\n(function(exports, require, module, __filename, __dirname) {${code}})`,
    [`${folder}/dist/${bundle}.jit.cjs`]: code,
  };
}

const projectOf = (...names: string[]) => ({
  'package.json': JSON.stringify({
    devDependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])),
  }),
});

it('the table of words is what the packages say they offer', () => {
  repo = makeRepo();
  const table = readFileSync(join(import.meta.dirname, '../src/table.ts'), 'utf8');
  const words = [...table.matchAll(/^ {2}'?([\w-]+)'?: '(@rhachet\/[\w-]+)',$/gm)].map(
    ([, word, name]) => `${name ?? ''} ${word ?? ''}`,
  );
  const offered = [
    'cmd-run',
    'cmd-roles',
    'cmd-services',
    'cmd-map',
    'cmd-objects',
    'cmd-all',
  ].flatMap((name) => {
    const file = join(project, 'node_modules/@rhachet', name, 'dist/command.json');
    const { commands } = JSON.parse(readFileSync(file, 'utf8')) as { commands: { name: string }[] };
    return commands.map((command) => `@rhachet/${name} ${command.name.split(' ')[0] ?? ''}`);
  });
  expect([...new Set(offered)].sort()).toEqual(words.sort());
});

it('--version: program, contract, runtime, packages, and where each was found', async () => {
  repo = makeRepo();
  const { code, stdout } = await call('--version');
  expect(code).toBe(0);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  expect(rows.map(([name]) => name)).toEqual([
    'rhachet',
    'contract',
    'bun',
    '@rhachet/cmd-run',
    '@rhachet/cmd-roles',
    '@rhachet/cmd-services',
    '@rhachet/cmd-map',
    '@rhachet/cmd-objects',
    '@rhachet/cmd-all',
  ]);
  const manifest = readFileSync(join(project, 'node_modules/rhachet/package.json'), 'utf8');
  expect(rows[0]?.[1]).toBe((JSON.parse(manifest) as { version: string }).version);
  expect(rows[1]?.[1]).toBe('1');
  expect(rows[2]?.[1]).toBe('1.4.5');
  for (const [, , path] of rows) expect(path?.startsWith(join(project, 'node_modules'))).toBe(true);
});

it('help lists every command; help of one; without a word it is a usage error', async () => {
  repo = makeRepo();
  const help = await call('help');
  for (const name of ['run', 'run list', 'rhx', 'roles list', 'list', 'which', 'help']) {
    expect(help.stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  }
  expect(await call('--help')).toEqual(help);
  expect(await call('-h')).toEqual(help);
  const bare = await call();
  expect(bare).toEqual({ ...help, code: 64 });
  expect((await call('help', 'run')).stdout).toBe((await call('run', '--help')).stdout);
  expect((await call('run', '--help')).stdout).toContain('--skill <skill>');
  const unknown = await call('help', 'rum');
  expect(unknown).toMatchObject({ code: 127 });
  const group = await call('roles');
  expect(group).toMatchObject({ code: 64 });
  expect(group.stdout).toContain('roles list');
});

it('an unknown word: 127 and the nearest, or the skill of that name', async () => {
  repo = makeRepo({ [`${SKILLS}/deploy.sh`]: '#!/bin/sh\n' });
  const unknown = await call('rolse', 'list');
  expect(unknown.code).toBe(127);
  expect(unknown.stderr).toContain(
    'there is no command "rolse"\nhint: did you mean "rhachet roles',
  );
  const skill = await call('deploy');
  expect(skill.code).toBe(127);
  expect(skill.stderr).toContain('hint: a skill has that name: rhx deploy');
  for (const word of ['constructor', '__proto__', '', '-x', '/etc/passwd']) {
    expect(await call(word)).toMatchObject({ code: 127, stdout: '' });
  }
});

describe.each([
  ['bun', rhachet],
  ['node', jit],
])('third-party commands on %s', (_, bin) => {
  it('listed in the project’s package.json, it is a command: found, helped, run', async () => {
    repo = makeRepo({
      ...projectOf('rhachet-cmd-hello', 'left-pad'),
      ...thirdParty('rhachet-cmd-hello'),
      'sub/file': '',
    });
    const cwd = repo.path('sub');
    expect(await run([bin, 'hello'], { cwd })).toMatchObject({ code: 3, stdout: 'hello\n' });
    expect(await run([bin, 'hello', '--loud'], { cwd })).toMatchObject({
      code: 3,
      stdout: 'HELLO\n',
    });
    expect(await run([bin, 'hello', '--load'], { cwd })).toMatchObject({ code: 64 });
    expect((await run([bin, 'help'], { cwd })).stdout).toContain('says hello');
    expect((await run([bin, '--version'], { cwd })).stdout).toContain('rhachet-cmd-hello');
  });

  it('a scoped one too; one that is not listed is none; ours cannot be taken over', async () => {
    repo = makeRepo({
      ...projectOf('@acme/rhachet-cmd-hello', 'rhachet-cmd-run'),
      ...thirdParty('@acme/rhachet-cmd-hello'),
      ...thirdParty('rhachet-cmd-run', { word: 'run' }),
      ...thirdParty('rhachet-cmd-other', { word: 'other' }),
    });
    expect(await run([bin, 'hello'], { cwd: repo.dir })).toMatchObject({ code: 3 });
    expect(await run([bin, 'other'], { cwd: repo.dir })).toMatchObject({ code: 127 });
    expect(await run([bin, 'run'], { cwd: repo.dir })).toMatchObject({ code: 64 });
  });

  it('two that offer one word: 127, both named', async () => {
    repo = makeRepo({
      ...projectOf('rhachet-cmd-a', 'rhachet-cmd-b'),
      ...thirdParty('rhachet-cmd-a'),
      ...thirdParty('rhachet-cmd-b'),
    });
    const { code, stderr } = await run([bin, 'hello'], { cwd: repo.dir });
    expect(code).toBe(127);
    expect(stderr).toContain('several packages offer the command "hello":\n  - rhachet-cmd-a  ');
    expect(stderr).toContain('\n  - rhachet-cmd-b  ');
  });

  it('another contract, no definition, no bundle, bad JSON: 78, one line, the repair', async () => {
    const cases = [
      [thirdParty('rhachet-cmd-hello', { contract: 2 }), 'rhachet-cmd-hello speaks contract 2'],
      [
        {
          ...thirdParty('rhachet-cmd-hello'),
          ...empty('// @bun @bun-cjs\n(function(exports, require, module) {})', ''),
        },
        'is not a rhachet command package',
      ],
      [
        {
          ...thirdParty('rhachet-cmd-hello'),
          'node_modules/rhachet-cmd-hello/dist/command.json': '{',
        },
        'cannot read ',
      ],
    ] as const;
    for (const [files, message] of cases) {
      repo = makeRepo({ ...projectOf('rhachet-cmd-hello'), ...files });
      const { code, stderr, stdout } = await run([bin, 'hello'], { cwd: repo.dir });
      expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
      expect(stderr).toContain(message);
      expect(stderr).toContain('\nhint: ');
      expect(stderr).not.toContain('    at ');
      repo.remove();
    }
    repo = makeRepo({ ...projectOf('rhachet-cmd-hello'), 'package.json': '{ "dependencies": ' });
    expect(await run([bin, 'hello'], { cwd: repo.dir })).toMatchObject({ code: 78 });
    repo.remove();
    repo = makeRepo({ 'package.json': 'null' });
    expect(await run([bin, 'hello'], { cwd: repo.dir })).toMatchObject({ code: 127 });
  });
});

const empty = (bc: string, cjs: string) => ({
  'node_modules/rhachet-cmd-hello/dist/rhachet-cmd-hello.bc': bc,
  'node_modules/rhachet-cmd-hello/dist/rhachet-cmd-hello.jit.cjs': cjs,
});

it('the example package rhachet-cmd-hello: found, listed, helped, run on both engines', async () => {
  repo = makeRepo(projectOf('rhachet-cmd-hello'));
  mkdirSync(repo.path('node_modules'));
  symlinkSync(
    join(import.meta.dirname, '../../../examples/rhachet-cmd-hello'),
    repo.path('node_modules/rhachet-cmd-hello'),
  );
  for (const bin of [rhachet, jit]) {
    const ask = (...words: string[]) => run([bin, ...words], { cwd: repo.dir });
    expect(await ask('hello', 'ann', '-t2', '--loud')).toMatchObject({
      code: 0,
      stdout: 'HELLO ANN\nHELLO ANN\n',
    });
    expect(await ask('hello', '--times', 'x')).toMatchObject({ code: 64, stdout: '' });
    expect((await ask('help')).stdout).toMatch(/^ {2}hello +greet somebody$/m);
    expect((await ask('help', 'hello')).stdout).toContain('-t, --times <number>');
    expect((await ask('helo')).stderr).toContain('did you mean "rhachet hello"?');
  }
});

it('a fault of our own shows a stack and where to report it: 70, and 2 for a required hook', async () => {
  const code = `throw new TypeError('planted');`;
  repo = makeRepo({
    ...projectOf('rhachet-cmd-hello'),
    ...thirdParty('rhachet-cmd-hello'),
    ...empty(`// @bun @bun-cjs\n(function(exports, require, module) {${code}})`, code),
  });
  const { code: exit, stderr } = await call('hello');
  expect(exit).toBe(70);
  expect(stderr).toMatch(/^rhachet: planted\nTypeError: planted\n {4}at /);
  expect(stderr).toContain('please report it: https://');
});

it('the gate: what the dispatcher adds to a skill', async () => {
  repo = makeRepo({ [`${SKILLS}/hello.sh`]: '#!/bin/sh\necho hello\n' });
  await assertGate({
    name: 'rhachet run through the dispatcher',
    command: [rhachet, 'run', '--skill', 'hello'],
    direct: [repo.path(SKILLS, 'hello.sh')],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
  });
});
