// The front door through every way in: each package manager, npx, a global install, the workspace, standalone, Node 22.
import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepo, onNode22, project, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const dist = join(import.meta.dirname, '../dist');
const root = join(import.meta.dirname, '../../..');
const SKILLS = '.agent/repo=.this/role=any/skills';

const inProject = (name: string): string[] => [
  join(dist, name, 'node_modules/.bin/rhachet'),
  'run',
];
const alone = (name: string): string[] => [join(dist, name, 'node_modules/.bin/cmd-run')];
const jit = join(project, 'node_modules/rhachet/bin/run.jit');

const ways: [string, string[]][] = [
  ...['npm', 'npm-nested', 'pnpm', 'pnpm-hoisted', 'yarn', 'bun'].flatMap(
    (name): [string, string[]][] => [
      [`rhachet by ${name}`, inProject(name)],
      [`cmd-run by ${name}`, alone(name)],
    ],
  ),
  ['global', [join(dist, 'npm-global/bin/rhachet'), 'run']],
  ['workspace', [join(root, 'node_modules/.bin/rhachet'), 'run']],
  ['standalone', [join(root, 'dist/standalone/cmd-run')]],
  ['npx rhachet', ['npx', '--no-install', 'rhachet', 'run']],
  ['npx @rhachet/cmd-run', ['npx', '--no-install', '@rhachet/cmd-run']],
  ['run.jit, Node 20', [jit, 'run']],
  ['run.jit, Node 22', [...onNode22(), jit, 'run']],
];

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    [`${SKILLS}/args.sh`]: '#!/bin/sh\nfor word in "$@"; do printf "<%s>" "$word"; done\n',
    [`${SKILLS}/cat.sh`]: '#!/bin/sh\nexec cat\n',
    [`${SKILLS}/exit.sh`]: '#!/bin/sh\necho err >&2\nexit "$1"\n',
    'sub/file': '',
  });
  // npx looks for the packages from the working directory upwards.
  cpSync(join(dist, 'npm/package.json'), repo.path('package.json'));
  symlinkSync(join(dist, 'npm/node_modules'), repo.path('node_modules'));
});
afterAll(() => repo.remove());

describe.each(ways)('%s', (_, way) => {
  const call = (words: string[], input?: string) =>
    run([...way, ...words], { cwd: repo.path('sub'), ...(input === undefined ? {} : { input }) });

  it('words, stdin, stdout, stderr and exit code are the skill’s own', async () => {
    const words = ['a', 'b c', '', '*', '--json', '-h', '--role', 'q'];
    const expected = words.map((word) => `<${word}>`).join('');
    expect(await call(['--skill', 'args', ...words])).toMatchObject({ code: 0, stdout: expected });
    const input = 'x'.repeat(1_000_000);
    expect((await call(['--skill', 'cat'], input)).stdout).toBe(input);
    const failed = await call(['--skill', 'exit', '7']);
    expect(failed).toMatchObject({ code: 7, stdout: '' });
    expect(failed.stderr).toContain('err\n');
  });

  it('none: 127; required: 2', async () => {
    const { code, stderr } = await call(['--skill', 'arsg']);
    expect(code).toBe(127);
    expect(stderr).toContain('did you mean "args"?');
    expect(await call(['--required', '--skill', 'arsg'])).toMatchObject({ code: 2 });
  });
});

it('updated in place while a skill runs: the running one ends as it would have', async () => {
  const place = makeRepo();
  cpSync(join(dist, 'npm/node_modules'), place.path('node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  repo.write({
    [`${SKILLS}/slow.sh`]: '#!/bin/sh\necho started; read -r line; echo "$line"; exit 5\n',
  });
  const script = `
    coproc "$1" run --skill slow
    read -r line <&"\${COPROC[0]}"
    rm -rf "$2/@rhachet/cmd-run" && cp -r "$3" "$2/@rhachet/cmd-run"
    echo late >&"\${COPROC[1]}"
    read -r late <&"\${COPROC[0]}"; wait "$COPROC_PID"; echo "$line $late $?"`;
  const bin = place.path('node_modules/.bin/rhachet');
  const fresh = join(dist, 'npm/node_modules/@rhachet/cmd-run');
  const command = ['bash', '-c', script, 'bash', bin, place.path('node_modules'), fresh];
  expect(await run(command, { cwd: repo.dir })).toMatchObject({ stdout: 'started late 5\n' });
  expect(await run([bin, 'run', '--skill', 'args', 'x'], { cwd: repo.dir })).toMatchObject({
    stdout: '<x>',
  });
  place.remove();
});

it('standalone: roles link imports rhachet.use.ts with the packages of the project', async () => {
  const place = makeRepo({
    'rhachet.use.ts': `import type { RoleRegistry } from 'rhachet';
import { getRoleRegistry } from 'rhachet-roles-a';
export const getRoleRegistries = (): RoleRegistry[] => [getRoleRegistry()];
`,
    'node_modules/rhachet-roles-a/package.json': '{"name":"rhachet-roles-a","main":"lib.js"}',
    'node_modules/rhachet-roles-a/lib.js':
      'exports.getRoleRegistry = () => ({ slug: "a", roles: [{ slug: "b", skills: { dirs: { uri: __dirname + "/skills" } } }] });',
    'node_modules/rhachet-roles-a/skills/x.sh': '#!/bin/sh\necho here\n',
  });
  const standalone = (name: string): string => join(root, 'dist/standalone', name);
  const link = [standalone('cmd-roles'), 'link', '--role', 'b'];
  expect(await run(link, { cwd: place.dir })).toMatchObject({ code: 0, stderr: '' });
  const skill = [standalone('cmd-run'), '--skill', 'x'];
  expect(await run(skill, { cwd: place.dir })).toMatchObject({ code: 0, stdout: 'here\n' });
  place.remove();
});

it('checksums of the standalone executables are right', async () => {
  const standalone = join(root, 'dist/standalone');
  expect(await run(['sha256sum', '-c', 'SHA256SUMS'], { cwd: standalone })).toMatchObject({
    code: 0,
  });
});

it('a hostile directory does nothing to a standalone executable', async () => {
  const hostile = makeRepo({
    [`${SKILLS}/env.sh`]: '#!/bin/sh\nenv\n',
    '.env': 'PLANTED=1\n',
    'bunfig.toml': 'preload = ["./preload.ts"]\n',
    'preload.ts': 'console.error("TRAPPED");\n',
    'tsconfig.json': '{ nonsense',
  });
  writeFileSync(hostile.path('.env.local'), 'PLANTED=1\n');
  const { code, stdout, stderr } = await run(
    [join(root, 'dist/standalone/cmd-run'), '--skill', 'env'],
    { cwd: hostile.dir },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toContain('PLANTED');
  hostile.remove();
});
