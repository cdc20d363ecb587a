import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { assertGate, compare, gate, type GateOptions, measure } from './index.ts';

// A busy machine may take long for a process, but not these 20 seconds.
const LARGE = 20_000;
const sh = (script: string): string[] => ['sh', '-c', script];
const hi = sh('echo hi');
const options = { name: 'a gate', command: hi, direct: hi, budgetMs: LARGE, runs: 3, warmup: 1 };
const gateOf = (change: Partial<GateOptions>) => gate({ ...options, ...change });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perf-harness-test-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('the verdict', () => {
  it('passes a command that does the same work within the budget', async () => {
    const result = await gateOf({ seed: 9 });
    expect(result).toMatchObject({
      name: 'a gate',
      verdict: 'pass',
      reasons: [],
      seed: 9,
      runs: 3,
    });
    for (const side of [result.command, result.direct]) {
      expect(side).toMatchObject({ command: hi, exitCode: 0, signal: null, stdout: 'hi\n' });
      expect(side.samplesMs).toHaveLength(3);
      expect(Math.min(...side.samplesMs)).toBeGreaterThan(0);
      expect(side.minMs).toBe(Math.min(...side.samplesMs));
    }
    expect(result.load.cores).toBeGreaterThan(0);
  });

  it('fails when the total is over the budget, though nothing is added', async () => {
    const slow = sh('sleep 0.4; echo hi');
    const both = { command: slow, direct: slow, budgetMs: 350, runs: 2, warmup: 0 };
    const { verdict, reasons } = await gateOf(both);
    expect(verdict).toBe('fail');
    expect(reasons[0]).toMatch(/^command takes \d+\.\d\d ms in the mean, more than the budget/);
  });

  it('fails when what is added is over the budget', async () => {
    const result = await gateOf({ command: sh('sleep 0.4; echo hi'), budgetMs: 100 });
    expect(result.verdict).toBe('fail');
    expect(result.reasons[1]).toMatch(/^command adds \d+\.\d\d ms in the mean, more than the bud/);
    expect(result.overhead.medianMs).toBeGreaterThan(200);
    expect(result.overhead.ratio).toBeGreaterThan(1);
    expect(result.overhead.ci95.lowMs).toBeLessThanOrEqual(result.overhead.medianMs);
    expect(result.overhead.ci95.highMs).toBeGreaterThanOrEqual(result.overhead.medianMs);
  });

  it('fails a command that exits with another code, and shows its stderr', async () => {
    const result = await gateOf({ command: sh('echo hi; echo no such skill >&2; exit 3') });
    expect(result.verdict).toBe('fail');
    expect(result.reasons).toEqual([
      'command exited with 3 instead of 0 (if that is right, set expect.exitCode to 3); ' +
        'its stderr ends with "no such skill\\n" [check run]',
    ]);
    expect(result.command).toMatchObject({ exitCode: 3, stderr: 'no such skill\n', samplesMs: [] });
  });

  it('fails a command that prints something else in one run only', async () => {
    const count = join(folder, 'count');
    // Check run, one warm-up, then the third of three counted runs is the fifth of all.
    const once = sh(
      `echo . >> '${count}'; [ "$(grep -c . '${count}')" = 5 ] && echo ho || echo hi`,
    );
    const { verdict, reasons, command } = await gateOf({ command: once });
    expect(verdict).toBe('fail');
    expect(reasons).toEqual([
      'command printed "ho\\n" instead of "hi\\n", different from byte 1 on ' +
        '(if it differs every time, set expect.stdout to a RegExp) [run 3 of 3]',
    ]);
    expect(command.stdout).toBe('ho\n');
    expect(command.samplesMs).toHaveLength(2);
  });

  it('fails a command that prints nothing, or the same and more', async () => {
    expect((await gateOf({ command: ['true'] })).verdict).toBe('fail');
    expect((await gateOf({ command: sh('echo hi; echo') })).verdict).toBe('fail');
  });

  it('fails a program that is missing', async () => {
    const result = await gateOf({ command: ['no-such-program-anywhere'] });
    expect(result.verdict).toBe('fail');
    expect(result.reasons[0]).toMatch(/^command could not be started: .*ENOENT.*no such program/);
    expect(result.command).toMatchObject({ exitCode: null, signal: null, samplesMs: [] });
    expect(result.command.meanMs).toBeNaN();
  });

  it('fails a file that is not executable', async () => {
    const file = join(folder, 'plain');
    writeFileSync(file, 'echo hi\n', { mode: 0o644 });
    const result = await gateOf({ command: [file] });
    expect(result.verdict).toBe('fail');
    expect(result.reasons[0]).toContain('EACCES');
  });

  it('fails a command that dies by a signal', async () => {
    const result = await gateOf({ command: sh('echo hi; kill -SEGV $$') });
    expect(result.verdict).toBe('fail');
    expect(result.reasons).toEqual(['command was ended by SIGSEGV [check run]']);
    expect(result.command).toMatchObject({ exitCode: null, signal: 'SIGSEGV' });
  });
});

describe('inconclusive', () => {
  it.each([
    ['is missing', ['no-such-program-anywhere'], /^direct could not be started/],
    ['dies', sh('kill -KILL $$'), /^direct was ended by SIGKILL/],
    ['fails, even if the command fails alike', sh('exit 1'), /^direct exited with 1 instead of 0/],
  ])('when the direct call %s', async (_, direct, reason) => {
    const result = await gateOf({ direct, command: direct });
    expect(result.verdict).toBe('inconclusive');
    expect(result.reasons).toEqual([expect.stringMatching(reason)]);
    expect(result.command.samplesMs).toEqual([]);
  });

  it('when the direct call does not do what was expected', async () => {
    const result = await gateOf({ expect: { stdout: 'ho\n' } });
    expect(result.verdict).toBe('inconclusive');
    expect(result.reasons[0]).toContain('direct printed "hi\\n" instead of "ho\\n"');
  });

  it('when the direct call is not always the same', async () => {
    const count = join(folder, 'count');
    const once = sh(
      `echo . >> '${count}'; [ "$(grep -c . '${count}')" = 4 ] && echo ho || echo hi`,
    );
    const result = await gateOf({ direct: once });
    expect(result.verdict).toBe('inconclusive');
    expect(result.reasons[0]).toContain('[run 2 of 3]');
  });

  it('when the working directory is missing, and says so', async () => {
    const result = await gateOf({ cwd: join(folder, 'gone') });
    expect(result.verdict).toBe('inconclusive');
    expect(result.reasons[0]).toContain(`the working directory ${join(folder, 'gone')} does not`);
  });

  it('when this machine has no place for the output', async () => {
    vi.stubEnv('TMPDIR', join(folder, 'gone'));
    const result = await gateOf({});
    expect(result.verdict).toBe('inconclusive');
    expect(result.reasons[0]).toMatch(/^direct could not be measured: .*ENOENT/);
  });
});

describe('what is expected', () => {
  it('can be another exit code than 0', async () => {
    const blocked = sh('echo hi; exit 2');
    const result = await gateOf({ command: blocked, direct: blocked, expect: { exitCode: 2 } });
    expect(result).toMatchObject({ verdict: 'pass', command: { exitCode: 2 } });
  });

  it('can be a pattern where the output varies, whatever its flags', async () => {
    const varies = sh('echo $$');
    const result = await gateOf({
      command: varies,
      direct: varies,
      expect: { stdout: /^\d+\n$/gy },
    });
    expect(result.verdict).toBe('pass');
    expect(result.direct.stdout).not.toBe(result.command.stdout);
  });

  it('fails a command that does not match the pattern', async () => {
    const result = await gateOf({ command: sh('echo ho'), expect: { stdout: /hi/ } });
    expect(result.verdict).toBe('fail');
    expect(result.reasons[0]).toContain('printed "ho\\n", which does not match /hi/');
  });
});

describe('a run', () => {
  it('is killed after its time, with everything that it started', async () => {
    const held = join(folder, 'held');
    await promisify(execFile)('mkfifo', [held]);
    // Ends when nobody holds the other end any more: the grandchild is dead.
    const released = promisify(execFile)('cat', [held]);
    const hangs = sh(`sleep 50 > '${held}' & wait`);
    const result = await gateOf({ command: hangs, timeoutMs: 2000 });
    expect(result.verdict).toBe('fail');
    expect(result.reasons).toEqual(['command did not end within 2000 ms [check run]']);
    expect(result.command.signal).toBe('SIGKILL');
    expect((await released).stdout).toBe('');
  });

  it('is killed when it prints without end', async () => {
    const result = await gateOf({ command: ['yes'], timeoutMs: 3000 });
    expect(result.verdict).toBe('fail');
    expect(result.reasons).toEqual(['command printed more than 64 MiB [check run]']);
  });

  it('can print 5 MB, of which every byte is compared', async () => {
    const print = (last: string) => [
      process.execPath,
      '-e',
      `process.stdout.write('x'.repeat(5e6) + '${last}')`,
    ];
    const same = await gateOf({ command: print('y'), direct: print('y'), runs: 2 });
    expect(same.verdict).toBe('pass');
    expect(same.command.stdout).toHaveLength(5e6 + 1);
    const other = await gateOf({ command: print('z'), direct: print('y'), runs: 2 });
    expect(other.verdict).toBe('fail');
    expect(other.reasons[0]).toMatch(
      /printed …"x+z" instead of …"x+y", different from byte 5000000/,
    );
  });

  it('is over when the program exits, not when its grandchildren do', async () => {
    const leaves = sh('sleep 9 & echo hi');
    const result = await gateOf({ command: leaves, runs: 1, warmup: 0 });
    expect(result.verdict).toBe('pass');
    expect(result.command.maxMs).toBeLessThan(6000);
  });

  it('reads the given input from its start, text or bytes', async () => {
    const cat = { command: ['cat'], direct: ['cat'] };
    const text = await gateOf({ ...cat, input: 'größe\n' });
    expect(text).toMatchObject({ verdict: 'pass', command: { stdout: 'größe\n' } });
    const counted = sh('wc -c | tr -d " "');
    const bytes = Uint8Array.from([0, 255, 10, 128]);
    const result = await gateOf({ command: counted, direct: counted, input: bytes });
    expect(result).toMatchObject({ verdict: 'pass', command: { stdout: '4\n' } });
  });

  it('is not disturbed by input that it does not read', async () => {
    expect((await gateOf({ input: 'x'.repeat(1e6) })).verdict).toBe('pass');
  });

  it('reads nothing when no input is given', async () => {
    expect(await gateOf({ command: ['cat'], direct: ['cat'] })).toMatchObject({
      verdict: 'pass',
      command: { stdout: '' },
    });
  });

  it('has no shell around it', async () => {
    const echo = ['printf', '%s', '$HOME; *'];
    const result = await gateOf({ command: echo, direct: echo });
    expect(result).toMatchObject({ verdict: 'pass', command: { stdout: '$HOME; *' } });
  });

  it('has the environment and directory of the moment when the measurement began', async () => {
    vi.stubEnv('PERF_HARNESS_PROBE', 'before');
    const probe = sh('echo $PERF_HARNESS_PROBE');
    const measuring = gateOf({ command: probe, direct: probe });
    vi.stubEnv('PERF_HARNESS_PROBE', 'after');
    expect(await measuring).toMatchObject({ verdict: 'pass', command: { stdout: 'before\n' } });
  });

  it('has only the given environment, and the given directory', async () => {
    vi.stubEnv('PERF_HARNESS_PROBE', 'leaked');
    const probe = sh('echo "[$PERF_HARNESS_PROBE$OWN]"; cat here');
    writeFileSync(join(folder, 'here'), 'here');
    const env = { PATH: process.env.PATH, OWN: 'own' };
    const result = await gateOf({ command: probe, direct: probe, env, cwd: folder });
    expect(result).toMatchObject({ verdict: 'pass', command: { stdout: '[own]\nhere' } });
  });

  it('leaves no files behind', async () => {
    vi.stubEnv('TMPDIR', folder);
    expect((await gateOf({ input: 'x' })).verdict).toBe('pass');
    expect((await gateOf({ command: ['no-such-program-anywhere'] })).verdict).toBe('fail');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the order', () => {
  const orderOf = async (seed: number, name: string): Promise<string[]> => {
    const log = join(folder, name);
    const mark = (letter: string) => sh(`echo ${letter} >> '${log}'`);
    const marked = { command: mark('c'), direct: mark('d'), runs: 20, warmup: 2, seed };
    expect((await gateOf(marked)).verdict).toBe('pass');
    return readFileSync(log, 'utf8').replaceAll('\n', '').match(/../g) ?? [];
  };

  it('is a pair in each round, by chance one or the other first, and repeats with the seed', async () => {
    const [check, ...rounds] = await orderOf(7, 'first');
    expect(check).toBe('dc');
    expect(rounds).toHaveLength(22);
    expect(new Set(rounds)).toEqual(new Set(['cd', 'dc']));
    expect(await orderOf(7, 'again')).toEqual([check, ...rounds]);
    expect(await orderOf(8, 'other')).not.toEqual([check, ...rounds]);
  });

  it('is by another chance in each measurement without a seed', async () => {
    const seeds = [await gateOf({ runs: 1 }), await gateOf({ runs: 1 }), await gateOf({ runs: 1 })];
    expect(new Set(seeds.map(({ seed }) => seed)).size).toBeGreaterThan(1);
  });
});

describe('the other ways in', () => {
  it('assertGate gives the result of a pass and throws the report of anything else', async () => {
    expect((await assertGate(options)).verdict).toBe('pass');
    await expect(assertGate({ ...options, command: ['false'] })).rejects.toThrow(
      /^FAIL {2}a gate\n {2}- command exited with 1 instead of 0/,
    );
    await expect(assertGate({ ...options, direct: ['false'] })).rejects.toThrow(/^INCONCLUSIVE/);
  });

  it('compare gives the same figures without a verdict', async () => {
    const result = await compare({ ...options, command: sh('sleep 0.3; echo hi') });
    expect(result.command.problem).toBeNull();
    expect(result.overhead.medianMs).toBeGreaterThan(150);
    expect(result).not.toHaveProperty('verdict');
  });

  it('measure gives one command by itself', async () => {
    const result = await measure({ command: hi, runs: 4, warmup: 0 });
    expect(result).toMatchObject({ runs: 4, problem: null, exitCode: 0, stdout: 'hi\n' });
    expect(result.samplesMs).toHaveLength(4);
    const missing = await measure({ command: ['no-such-program-anywhere'] });
    expect(missing.problem).toMatch(/^could not be started/);
    const unsteady = await measure({ command: sh('echo $$') });
    expect(unsteady.problem).toContain('set expect.stdout to a RegExp');
  });
});
