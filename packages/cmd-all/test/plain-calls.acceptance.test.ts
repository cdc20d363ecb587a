// What doctor says of plain calls, and the functions that shell-init prints, in the real shells.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installedBin, makeRepo, type Repo, run, hasTool } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SKILLS = '.agent/repo=.this/role=any/skills';
const ECHO =
  '#!/bin/sh\nprintf "<%s>" "$@"\nenv | grep -i "^rhachet_" | grep -v ^RHACHET_ && echo LEAK\nexit 7\n';

let repo: Repo;
let cache: string;
beforeAll(() => {
  repo = makeRepo({
    [`${SKILLS}/echo.sh`]: ECHO,
    [`${SKILLS}/plain`]: { text: 'echo plain\n', mode: 0o755 },
    'sub/file': '',
  });
  cache = mkdtempSync(join(tmpdir(), 'rhachet-cache-'));
});
afterAll(() => {
  repo.remove();
  rmSync(cache, { recursive: true });
});

const call = (words: string[], env: Record<string, string> = {}) =>
  run([installedBin('rhachet'), ...words], {
    cwd: repo.dir,
    env: { XDG_CACHE_HOME: cache, ...env },
  });

it('doctor says which way a plain call takes, and --refresh writes the index', async () => {
  const index = join(cache, `rhachet/1${repo.dir}/=index`);
  const line = async (words: string[], env = {}): Promise<string[]> =>
    (await call(['doctor', ...words], env)).stdout
      .split('\n')
      .filter((one) => one.startsWith('✓ calls'));
  const calls = (text: string): string => `✓ calls      ${text}`;
  expect(await line([])).toEqual([calls(`the next one starts the runtime and writes ${index}`)]);
  expect(await line(['--refresh'])).toEqual([
    calls(`start no runtime: 1 names written to ${index}`),
    calls(
      `plain starts the runtime: ${repo.path(SKILLS)}/plain has no #! line with a program that is there`,
    ),
  ]);
  expect(await line([])).toEqual([calls(`start no runtime, through ${index}`)]);
  expect(await line([], { RHACHET_ENGINE: 'bun' })).toEqual([
    calls('start the runtime: RHACHET_ENGINE is set'),
  ]);
  writeFileSync(repo.path(SKILLS, 'new'), '');
  expect(await line([])).toEqual([
    calls(`the next one starts the runtime and renews ${index}: something changed`),
  ]);
  const [recent] = await line(['--refresh']);
  expect(recent).toMatch(/too recently to rely on its time$/);
  rmSync(repo.path(SKILLS, 'new'));
  repo.age();
  const [nowhere] = await line(['--refresh'], { XDG_CACHE_HOME: repo.path('cache') });
  expect(nowhere).toContain('is inside the project');
});

describe.each(['bash', 'zsh'])('%s', (shell) => {
  const missing = !hasTool(shell);
  const script = (text: string) =>
    run([shell, '-c', `eval "$('${installedBin('rhachet')}' shell-init ${shell})"\n${text}`], {
      cwd: repo.path('sub'),
      env: {
        XDG_CACHE_HOME: cache,
        PATH: `${dirname(installedBin('rhachet'))}:${process.env.PATH ?? ''}`,
      },
    });

  it.skipIf(missing)(
    `the functions do what the programs do${missing ? ` (${shell} is not installed)` : ''}`,
    async () => {
      await call(['doctor', '--refresh']);
      const words = `a 'b  c' '' '*' '$x'`;
      const expected = '<a><b  c><><*><$x>';
      for (const way of [
        'rhx echo',
        'rhachet run --skill echo',
        'npx rhx echo',
        'npx rhachet run --skill echo',
      ]) {
        const { code, stdout, stderr } = await script(`set -u; ${way} ${words}; echo "=$?"; pwd`);
        expect({ code, stdout, stderr }).toEqual({
          code: 0,
          stdout: `${expected}=7\n${repo.path('sub')}\n`,
          stderr: '',
        });
      }
      expect(await script('rhx plain; rhx nope')).toMatchObject({ code: 127, stdout: 'plain\n' });
      expect((await script('rhachet --version')).stdout).toContain('contract');
      expect(await script('npx --version')).toMatchObject({ code: 0 });
    },
  );

  it.skipIf(missing || !hasTool('strace'))(
    `a known skill starts no other program${missing ? ` (${shell} is not installed)` : ''}`,
    async () => {
      await call(['doctor', '--refresh']);
      const log = join(cache, 'strace.log');
      const text = `eval "$('${installedBin('rhachet')}' shell-init ${shell})"; exec 2>/dev/null; rhx echo`;
      await run(['strace', '-f', '-o', log, '-e', 'trace=execve', shell, '-c', `${text}; true`], {
        cwd: repo.dir,
        env: { XDG_CACHE_HOME: cache },
      });
      const programs = readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('= 0'))
        .map((line) => /execve\("([^"]*)"/.exec(line)?.[1] ?? '');
      // The runtime printed the functions.
      const bun = programs.findLastIndex((program) => program.endsWith('/bun'));
      expect(bun).toBeGreaterThan(0);
      expect(programs[bun + 1]).toBe(repo.path(SKILLS, 'echo.sh'));
    },
  );
});

it('shell-init for another shell is wrong use', async () => {
  expect(await call(['shell-init', 'fish'])).toMatchObject({ code: 64, stdout: '' });
  expect(await call(['shell-init'])).toMatchObject({ code: 64, stdout: '' });
});
