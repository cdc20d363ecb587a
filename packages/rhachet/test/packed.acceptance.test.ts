// What is in the tarballs, and the example repository through the installed program.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, project, run } from '@rhachet/testing';
import { describe, expect, it } from 'vitest';

const tarballs = join(project, '../tarballs');
const example = join(import.meta.dirname, '../../../examples/hello-repo');
const rhachet = installedBin('rhachet');
const rhx = installedBin('rhx');

const tar = (...args: string[]): string => execFileSync('tar', args, { encoding: 'utf8' });

describe.each(readdirSync(tarballs))('%s', (name) => {
  const file = join(tarballs, name);
  const listing = tar('-tvf', file).trim().split('\n');
  const packageJson = JSON.parse(tar('-xOf', file, 'package/package.json')) as {
    bin?: Record<string, string>;
    scripts?: Record<string, string>;
    dependencies?: Record<string, string>;
  };

  it('holds real files only, bins and bytecode executable, no tests', () => {
    expect(listing.length).toBeGreaterThan(1);
    for (const line of listing) {
      expect(line).toMatch(/^-rw/);
      expect(line).not.toMatch(/\.test\.|\/test\/|\.tsbuildinfo|\.turbo/);
      if (/ package\/(bin\/[^ ]*|dist\/[^ ]*\.bc)$/.test(line) && !line.endsWith('.sh')) {
        expect(line).toMatch(/^-rwxr-xr-x/);
      }
    }
    for (const path of Object.values(packageJson.bin ?? {})) {
      expect(listing.some((line) => line.endsWith(` package/${path.slice(2)}`))).toBe(true);
    }
  });

  it('has no lifecycle script, and no range of the workspace left', () => {
    const lifecycle = [
      'preinstall',
      'install',
      'postinstall',
      'prepare',
      'prepublish',
      'prepublishOnly',
    ];
    expect(
      Object.keys(packageJson.scripts ?? {}).filter((script) => lifecycle.includes(script)),
    ).toEqual([]);
    expect(
      Object.values(packageJson.dependencies ?? {}).filter((range) => range.includes('workspace:')),
    ).toEqual([]);
  });
});

it('each bin name belongs to one package', () => {
  const names = readdirSync(tarballs).flatMap((name) => {
    const { bin = {} } = JSON.parse(tar('-xOf', join(tarballs, name), 'package/package.json')) as {
      bin?: object;
    };
    return Object.keys(bin);
  });
  expect(names.sort()).toEqual([...new Set(names)].sort());
});

describe('the example repository', () => {
  const call = (command: string[], input = '') => run(command, { cwd: example, input });

  it('lists five skills', async () => {
    const { stdout } = await call([rhx, 'list']);
    expect(stdout).toContain('5 skills found');
  });

  it.each([
    [[rhx, 'say-hello', 'reader'], '', 0, 'hello reader, from any\n'],
    [
      [rhachet, 'run', '--skill', 'greet-all', 'ann', 'b b'],
      '',
      0,
      'hello ann\nhello b b\n2 greeted\n',
    ],
    [[rhx, 'word-count', '1'], 'one two two', 0, '2\ttwo\n'],
    [[rhx, 'hook-decision', 'deny', 'because'], '', 0, '{"decision":"deny","reason":"because"}\n'],
    [
      [rhachet, 'run', '--required', '--init', 'claude.hooks/pretooluse.check-command'],
      '{"tool_input":{"command":"rm -rf /"}}',
      2,
      '',
    ],
    [
      [rhachet, 'run', '--required', '--init', 'claude.hooks/pretooluse.check-command'],
      '{"tool_input":{"command":"ls"}}',
      0,
      'ALLOWED\n',
    ],
  ])('%j', async (command, input, ...[code, stdout]) => {
    expect(await call(command, input)).toMatchObject({ code, stdout });
  });

  it('its README shows only commands that run', async () => {
    const readme = readFileSync(join(example, 'README.md'), 'utf8');
    const script = /```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const { stderr, stdout } = await call(['bash', '-c', script]);
    expect(stderr).toBe('BLOCKED: rm -rf /\n');
    expect(stdout).toContain('hello reader, from any');
  });

  it('the gate', async () => {
    await assertGate({
      name: 'rhx say-hello in the example repository',
      command: [rhx, 'hook-decision', 'allow'],
      direct: [join(example, '.agent/repo=.this/role=guard/skills/hook-decision.sh'), 'allow'],
      budgetMs: 100,
      runs: 30,
      cwd: example,
    });
  });
});
