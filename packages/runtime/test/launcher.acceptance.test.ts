// The launcher: how it finds itself and the runtime, in any shell, from any place, and what it says when it cannot.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, makeRepo, project, type Repo, run, hasTool } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const packages = join(import.meta.dirname, '../..');
const SKILLS = '.agent/repo=.this/role=any/skills';
const rhachet = installedBin('rhachet');
const hello = ['run', '--skill', 'hello', 'x'];

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({ [`${SKILLS}/hello.sh`]: '#!/bin/sh\necho "hello $1"\n' });
});
afterAll(() => repo.remove());

const call = (command: string[], env: Record<string, string | undefined> = {}) =>
  run(command, { cwd: repo.dir, env });

it('every bin is the same below its header', () => {
  const bins = ['rhachet/bin/run', 'rhachet/bin/run.bun', 'rhachet/bin/run.jit', 'rhachet/bin/rhx'];
  bins.push(
    ...['cmd-run', 'cmd-roles', 'cmd-all', 'cmd-services', 'cmd-map', 'cmd-objects'].map(
      (name) => `${name}/bin/${name}`,
    ),
  );
  bins.push('cmd-services/bin/dispatcher', 'cmd-objects/bin/tt');
  const bodies = bins.map((bin) => readFileSync(join(packages, bin), 'utf8').split('# ---- ')[1]);
  expect(new Set(bodies).size).toBe(1);
  for (const [at, bin] of bins.entries()) {
    const text = readFileSync(join(packages, bin), 'utf8');
    expect(text).toContain(`\nrhachet_file=${at < 4 ? '' : '@rhachet/'}${bin}\n`);
    expect(text.startsWith('#!/bin/sh\n')).toBe(true);
    expect(text).not.toContain('\r');
  }
});

describe('given to Node.js as if it were JavaScript, as Yarn does', () => {
  const byNode = ['node', rhachet, 'run', '--skill'];

  it('is a shell script all the same: words, stdin, exit code', async () => {
    repo.write({ [`${SKILLS}/end.sh`]: '#!/bin/sh\ncat; printf "<%s>" "$@"; exit 7\n' });
    const { code, stdout, stderr } = await run([...byNode, 'end', 'a b', ''], {
      cwd: repo.dir,
      input: 'in',
    });
    expect({ code, stdout, stderr }).toEqual({ code: 7, stdout: 'in<a b><>', stderr: '' });
  });

  it('dies by the signal that the skill died of, and passes on what it is sent', async () => {
    repo.write({
      [`${SKILLS}/die.sh`]: '#!/bin/sh\nkill -KILL $$\n',
      [`${SKILLS}/parent.sh`]:
        '#!/bin/sh\ntrap "exit 9" TERM\nkill -TERM $PPID\nwhile :; do :; done\n',
    });
    expect(await call([...byNode, 'die'])).toMatchObject({ code: 137 });
    expect(await call([...byNode, 'parent'])).toMatchObject({ code: 9 });
  });
});

it('a launcher of which nothing is written yet is an error, not a call that did nothing', async () => {
  const place = makeRepo();
  cpSync(join(project, 'node_modules'), place.path('node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  for (const file of ['launch.sh', 'plain-call.sh']) {
    place.write({ [`node_modules/@rhachet/runtime/bin/${file}`]: '' });
  }
  const bin = place.path('node_modules/.bin/rhachet');
  const refused = await call([bin, ...hello]);
  expect(refused).toMatchObject({ code: 75, stdout: '' });
  expect(refused.stderr).toMatch(/launcher is incomplete.*\nhint: try again/);
  expect(await call([bin, 'run', '--required', '--skill', 'hello'])).toMatchObject({ code: 2 });
  place.remove();
});

describe.each(['dash', 'bash', 'busybox', 'ksh'])('as %s', (shell) => {
  const as =
    { dash: ['dash'], bash: ['bash', '--posix'], busybox: ['busybox', 'sh'], ksh: ['ksh'] }[
      shell
    ] ?? [];
  const missing = !hasTool(shell);

  it.skipIf(missing)(
    `runs a skill with its stdin, descriptors and directory${missing ? ` (${shell} is not installed)` : ''}`,
    async () => {
      const words = [...as, rhachet, ...hello];
      expect(await call(words)).toMatchObject({ code: 0, stdout: 'hello x\n', stderr: '' });
      const required = [...as, rhachet, 'run', '--required', '--skill', 'nope'];
      expect(await call(required)).toMatchObject({ code: 2 });
      const broken = await call([...as, rhachet, 'run', '--required', '--skill', 'x'], {
        RHACHET_RUNTIME_PATH: '/nowhere',
      });
      expect(broken).toMatchObject({ code: 2 });
    },
  );
});

describe.each([['dash'], ['bash', '--posix'], ['busybox', 'sh']])(
  'a known guard that the kernel refuses, as %s',
  (...shell) => {
    const missing = !hasTool(shell[0]);
    const why = missing ? ` (${shell[0]} is not installed)` : '';
    it.skipIf(missing)(`blocks when it is required${why}`, async () => {
      const guarded = makeRepo();
      guarded.write({
        // Executable, and of a system whose loader is not here.
        interpreter: '#!/the/loader/of/another/system\n',
        '.agent/repo=.this/role=any/inits/guard.sh': `#!${guarded.path('interpreter')}\n`,
      });
      guarded.age();
      const { stdout } = await run([rhachet, 'doctor', '--refresh'], { cwd: guarded.dir });
      expect(stdout).toContain('start no runtime: 1 names');
      const guard = (...own: string[]) =>
        run([...shell, rhachet, 'run', ...own, '--init', 'guard'], { cwd: guarded.dir });
      expect(await guard('--required')).toMatchObject({ code: 2 });
      expect(await guard()).toMatchObject({ code: 127 });
      guarded.remove();
    });
  },
);

it.skipIf(!hasTool('strace'))(
  `forks nothing${hasTool('strace') ? '' : ' (strace is not installed)'}`,
  async () => {
    const log = repo.path('strace.log');
    const trace = ['strace', '-f', '-o', log, '-e', 'trace=execve,clone,clone3,fork,vfork'];
    expect(await call([...trace, rhachet, ...hello])).toMatchObject({
      code: 0,
      stdout: 'hello x\n',
    });
    const lines = readFileSync(log, 'utf8').split('\n');
    const execs = lines
      .filter((line) => line.includes(' execve("') && !line.includes('= -1'))
      .map((line) => /"([^"]*)"/.exec(line)?.[1] ?? '');
    expect(execs.map((path) => path.replace(/.*\//, ''))).toEqual(['rhachet', 'bun', 'hello.sh']);
    // Threads of the runtime are no processes.
    const processes = lines.filter(
      (line) => /(clone3?|v?fork)\(/.test(line) && !line.includes('CLONE_THREAD'),
    );
    expect(processes).toEqual([]);
  },
);

describe('found through links', () => {
  it.each(['absolute', 'relative'])('two hops, %s', async (spelling) => {
    const far = makeRepo({ 'a/b/file': '' });
    symlinkSync(join(project, 'node_modules/rhachet/bin/run'), far.path('a/first'));
    symlinkSync(spelling === 'absolute' ? far.path('a/first') : '../first', far.path('a/b/second'));
    expect(await call([far.path('a/b/second'), ...hello])).toMatchObject({
      code: 0,
      stdout: 'hello x\n',
    });
    far.remove();
  });

  it('a cycle of links is an error, not a hang', async () => {
    const cycle = makeRepo();
    symlinkSync('b', cycle.path('a'));
    symlinkSync('a', cycle.path('b'));
    const { code, stderr } = await call(['sh', cycle.path('a'), ...hello]);
    expect(code).toBeGreaterThan(1);
    expect(stderr).not.toBe('');
    cycle.remove();
  });

  it('a global bin directory beside lib/node_modules', async () => {
    const global = makeRepo();
    mkdirSync(global.path('lib'));
    mkdirSync(global.path('bin'));
    symlinkSync(join(project, 'node_modules'), global.path('lib/node_modules'));
    symlinkSync('../lib/node_modules/rhachet/bin/run', global.path('bin/rhachet'));
    expect(await call([global.path('bin/rhachet'), ...hello])).toMatchObject({
      code: 0,
      stdout: 'hello x\n',
    });
    global.remove();
  });

  it('as `sh run`, in its own directory, and with a space and a newline in the path', async () => {
    const odd = makeRepo();
    cpSync(join(project, 'node_modules'), odd.path('od d\nplace/node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.includes('@oven'),
    });
    symlinkSync(join(project, 'node_modules/@oven'), odd.path('od d\nplace/node_modules/@oven'));
    const bin = odd.path('od d\nplace/node_modules/rhachet/bin');
    expect(await call([join(bin, 'run'), ...hello])).toMatchObject({
      code: 0,
      stdout: 'hello x\n',
    });
    const inside = await run(['sh', 'run', '--version'], { cwd: bin });
    expect(inside).toMatchObject({ code: 0 });
    odd.remove();
  });
});

describe('when the runtime cannot be had', () => {
  it('RHACHET_RUNTIME_PATH is honoured strictly', async () => {
    const { code, stderr } = await call([rhachet, ...hello], {
      RHACHET_RUNTIME_PATH: '/nowhere/bun',
    });
    expect({ code, stderr }).toEqual({
      code: 78,
      stderr:
        'rhachet: RHACHET_RUNTIME_PATH is not an executable file: /nowhere/bun\n' +
        'hint: set it to a Bun executable (1.4.5 or newer), or unset it\n',
    });
    const bun = execFileSync('sh', [
      '-c',
      'echo "$1"/@oven/bun-*/bin/bun',
      'sh',
      join(project, 'node_modules'),
    ]);
    const found = await call([rhachet, ...hello], { RHACHET_RUNTIME_PATH: bun.toString().trim() });
    expect(found).toMatchObject({ code: 0, stdout: 'hello x\n' });
    symlinkSync(bun.toString().trim(), repo.path('own-bun'));
    const relative = await call([rhachet, ...hello], { RHACHET_RUNTIME_PATH: './own-bun' });
    expect(relative).toMatchObject({ code: 0, stdout: 'hello x\n' });
  });

  it('RHACHET_ENGINE is bun or node', async () => {
    expect(await call([rhachet, ...hello], { RHACHET_ENGINE: 'node' })).toMatchObject({
      code: 0,
      stdout: 'hello x\n',
    });
    const { code, stderr } = await call([rhachet, ...hello], { RHACHET_ENGINE: 'deno' });
    expect(code).toBe(78);
    expect(stderr).toContain('RHACHET_ENGINE is neither bun nor node: deno');
  });

  it('a missing runtime, bundle or package is named, with the repair; a required hook blocks', async () => {
    const part = makeRepo();
    cpSync(join(project, 'node_modules/rhachet'), part.path('node_modules/rhachet'), {
      recursive: true,
    });
    const bin = part.path('node_modules/rhachet/bin/run');
    const steps = [
      ['runtime', '@rhachet/runtime is not installed in a node_modules at or above'],
      ['dispatcher', '@rhachet/dispatcher is not installed in a node_modules at or above'],
    ] as const;
    for (const [name, message] of steps) {
      const failed = await call([bin, ...hello]);
      expect(failed).toMatchObject({ code: 78, stdout: '' });
      expect(failed.stderr).toContain(message);
      expect(await call([bin, 'run', '--required', '--skill', 'hello'])).toMatchObject({ code: 2 });
      cpSync(
        join(project, 'node_modules/@rhachet', name),
        part.path('node_modules/@rhachet', name),
        { recursive: true },
      );
    }
    const noBun = await call([bin, ...hello]);
    expect(noBun.code).toBe(78);
    expect(noBun.stderr).toContain('the runtime is not installed: no @oven/bun-');
    expect(noBun.stderr).toContain('npm install -g --include=optional rhachet');
    symlinkSync(join(project, 'node_modules/@oven'), part.path('node_modules/@oven'));
    const noCommand = await call([bin, ...hello]);
    expect(noCommand.code).toBe(78);
    expect(noCommand.stderr).toContain('@rhachet/cmd-run is not installed');
    expect(await call([bin, 'run', '--required', '--skill', 'hello'])).toMatchObject({ code: 2 });
    part.remove();
  });

  it('a working directory that is gone is an error, not a run in another one', async () => {
    const gone = makeRepo({ file: '' });
    const script = 'cd "$1" && rm -rf "$1" && shift && exec "$@"';
    const command = ['bash', '-c', script, 'bash', gone.dir, rhachet, ...hello];
    const { code, stderr } = await call(command);
    expect(code).toBe(66);
    expect(stderr).toContain('rhachet: cannot enter the working directory');
  });
});

describe('in a hostile place', () => {
  const trap = '#!/bin/sh\necho TRAPPED >&2\n';
  let hostile: Repo;
  beforeAll(() => {
    hostile = makeRepo({
      [`${SKILLS}/env.sh`]: '#!/bin/sh\nenv\n',
      '.env': 'PLANTED=1\n',
      '.env.local': 'PLANTED=1\n',
      'bunfig.toml': 'preload = ["./preload.ts"]\n',
      'preload.ts': 'console.error("TRAPPED");\n',
      'preload.cjs': 'console.error("TRAPPED");\n',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "*": ["./preload.ts"] } } }',
      'package.json': '{ "name": "x", "dependencies": {} }',
      'node_modules/bun/bin/bun': trap,
      'bin/dirname': trap,
      'bin/readlink': trap,
      'bin/bun': trap,
      'bin/uname': trap,
      'bin/shopt': trap,
      'bin/rhachet': trap,
      'bin/rhx': trap,
    });
  });
  afterAll(() => hostile.remove());

  it.each([
    ['bun', rhachet],
    ['node', join(project, 'node_modules/rhachet/bin/run.jit')],
  ])(
    'on %s: nothing of it runs in our process, and nothing leaks into the skill',
    async (_, bin) => {
      const env = {
        BUN_BE_BUN: '1',
        NODE_OPTIONS: `--require ${hostile.path('preload.cjs')}`,
        PATH: `${hostile.path('bin')}:${process.env.PATH ?? ''}`,
        BUN_OPTIONS: `--preload ${hostile.path('preload.ts')}`,
        BUN_INSPECT_PRELOAD: hostile.path('preload.ts'),
        ENV: hostile.path('bin/bun'),
        BASH_ENV: hostile.path('bin/bun'),
      };
      const { code, stdout, stderr } = await run([bin, 'run', '--skill', 'env'], {
        cwd: hostile.dir,
        env,
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).not.toContain('PLANTED');
      expect(stdout).not.toContain('RHACHET_LAUNCH');
      for (const [name, value] of Object.entries(env))
        expect(stdout.split('\n')).toContain(`${name}=${value}`);
    },
  );
});

it('the launcher and the runtime together stay within the gate', async () => {
  await assertGate({
    name: 'rhachet --version over cat of the same text',
    command: [rhachet, '--version'],
    direct: ['sh', '-c', 'cat "$0"', await versionFile()],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
  });
});

async function versionFile(): Promise<string> {
  const { stdout } = await call([rhachet, '--version']);
  repo.write({ version: stdout });
  return repo.path('version');
}
