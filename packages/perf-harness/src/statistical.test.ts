import { describe, expect, it } from 'vitest';

import { formatGate, gate, type GateOptions } from './index.ts';
import { planComparison } from './compare.ts';
import {
  type NullTest,
  nullTest,
  confirmedNullTest,
  positionalBias,
  smallestEffectMs,
} from './null-test.ts';
import { overheadOf } from './overhead.ts';
import type { Run } from './run.ts';
import { beginSide } from './sampler.ts';
import { sideResult } from './side.ts';
import { decideStatistically, type StatisticalComparison } from './statistical.ts';

const quiet: NullTest = {
  runs: 20,
  medianMs: 0,
  ci95: { lowMs: -1, highMs: 1 },
  ci99: { lowMs: -2, highMs: 2 },
  bias: null,
};

function result(differences: number[], change: Partial<StatisticalComparison> = {}) {
  const side = (samplesMs: number[]) =>
    sideResult({ ...beginSide({ name: '', command: ['x'] }), samplesMs });
  const commandMs = differences.map((ms) => ms + 5);
  const directMs = differences.map(() => 5);
  return {
    ...{ runs: 200, seed: 1, load: { before: 0, after: 0, cores: 1 } },
    ...{ command: side(commandMs), direct: side(directMs), nullTest: quiet, smallestEffectMs: 1 },
    overhead: overheadOf(commandMs, directMs, 1),
    ...change,
  };
}

const spread = (from: number, to: number, n = 40): number[] =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));

describe('the verdict', () => {
  it('is by the side of the budget on which the whole interval lies', () => {
    expect(decideStatistically(result(spread(1, 2)), 3)).toEqual({ verdict: 'pass', reasons: [] });
    const failed = decideStatistically(result(spread(4, 5)), 3);
    expect(failed.verdict).toBe('fail');
    expect(failed.reasons[0]).toMatch(
      /^command adds 4\.50 ms in the median \(99 % interval 4\.\d\d to 4\.\d\d\), more than the budget of 3 ms$/,
    );
  });

  it('is open when the budget lies in the interval, and says how many pairs it would take', () => {
    // 99 % interval about ±4 around 3.5 with 40 pairs, 0.5 from the budget: some 64 times as many.
    const open = decideStatistically(result(spread(-6.5, 13.5)), 3);
    expect(open.verdict).toBe('inconclusive');
    const [, pairs] =
      /after 40 pairs on neither side .* about (\d+) would do/.exec(open.reasons[0] ?? '') ?? [];
    expect(Number(pairs)).toBeGreaterThan(1000);
    expect(Number(pairs)).toBeLessThan(6000);
  });

  it('is open when no number of pairs would do, or there are too few', () => {
    const same = decideStatistically(result(spread(2, 4)), 3);
    expect(same.reasons[0]).toContain('no number of them would do');
    expect(decideStatistically(result(spread(1, 2, 19)), 3).verdict).toBe('inconclusive');
    expect(decideStatistically(result([]), 3).verdict).toBe('inconclusive');
  });

  it('is open on a machine with a positional bias', () => {
    const figures = { medianMs: -1.5, ci99: { lowMs: -2, highMs: -0.5 } };
    const nullTest = { ...quiet, ...figures, bias: positionalBias(figures) };
    expect(decideStatistically(result(spread(1, 2), { nullTest }), 3)).toEqual({
      verdict: 'inconclusive',
      reasons: [
        'positional bias: direct against itself, the first run of a pair takes 1.50 ms longer (99 % interval -2.00 to -0.50)',
      ],
    });
  });
});

describe('the null test', () => {
  it('finds no bias below a millisecond or where 0 is possible', () => {
    expect(positionalBias({ ...quiet, medianMs: 0.9, ci99: { lowMs: 0.1, highMs: 2 } })).toBeNull();
    expect(positionalBias({ ...quiet, medianMs: 5, ci99: { lowMs: 0, highMs: 9 } })).toBeNull();
    expect(positionalBias({ ...quiet, medianMs: 5, ci99: { lowMs: 1, highMs: 9 } })).toMatch(
      /second/,
    );
  });

  it('believes a bias that shows again, and no lock-step that turns around', async () => {
    const plan = planComparison({ command: ['x'], direct: ['direct'], warmup: 3, seed: 7 });
    let count = 0;
    const run = (ms: number): Run => ({
      ...{ ms, startedAt: 0, exitCode: 0, signal: null, trouble: null, trace: null, missing: null },
      ...{ cpu: { userMs: 0, systemMs: 0 }, stdout: Buffer.of(), stderr: Buffer.of() },
    });
    const noise = (): number => ((count * 7) % 5) / 100;
    const inStep = () => Promise.resolve(run(10 + 3 * (count++ % 2) + noise()));
    expect((await nullTest({ ...plan, runOnce: inStep }, 20)).test.bias).toMatch(
      /^positional bias/,
    );
    expect((await confirmedNullTest({ ...plan, runOnce: inStep }, 20)).test.bias).toBeNull();
    // Two check runs; then each pair has a first and a second run, and between the tests there is one run.
    const second = (at: number): boolean => (at % 49 < 48 ? (at % 49) % 2 === 1 : false);
    const biased = () => Promise.resolve(run(10 + 3 * Number(second(count++)) + noise()));
    count = 0;
    expect((await confirmedNullTest({ ...plan, runOnce: biased }, 20)).test.bias).toMatch(
      /the second run/,
    );
  });

  it('says that four times the pairs halve the smallest effect', () => {
    expect(smallestEffectMs(quiet, 20)).toBe(2);
    expect(smallestEffectMs(quiet, 80)).toBe(1);
  });
});

describe('a statistical gate', () => {
  const of = (change: Partial<GateOptions>) =>
    gate({ name: 's', kind: 'statistical', command: ['true'], direct: ['true'], ...change });

  it('stops as soon as it knows', async () => {
    const passed = await of({ budgetMs: 20_000, seed: 5 });
    expect(passed).toMatchObject({ verdict: 'pass', kind: 'statistical', runs: 200 });
    expect(passed.command.samplesMs).toHaveLength(20);
    expect(passed.nullTest?.runs).toBe(20);
    expect(passed.smallestEffectMs).toBeGreaterThan(0);
    expect(passed.command.coldMs).toBeGreaterThan(0);
    const failed = await of({ budgetMs: 1, command: ['sleep', '0.1'], warmup: 0 });
    expect(failed.verdict).toBe('fail');
    expect(failed.command.samplesMs).toHaveLength(20);
  });

  it('goes on to its last pair while it does not know, but not beyond its time', async () => {
    // Nobody can tell a difference of 0 from a budget of a picosecond.
    const nothing = { budgetMs: 1e-9, warmup: 0 };
    const capped = await of({ ...nothing, runs: 35 });
    expect(capped.command.samplesMs.length).toBeLessThanOrEqual(35);
    if (capped.verdict === 'inconclusive') expect(capped.command.samplesMs).toHaveLength(35);
    const late = await of({ ...nothing, maxMs: 0.001 });
    expect(late.command.samplesMs).toHaveLength(20);
  });

  it.each([
    ['command', ['false'], ['true'], 'fail', /^command exited with 1 instead of 0/],
    ['direct', ['true'], ['false'], 'inconclusive', /^direct exited with 1 instead of 0/],
  ])('judges a %s that goes wrong', async (...[, command, direct, verdict, reason]) => {
    const wrong = await of({ command, direct });
    expect(wrong.verdict).toBe(verdict);
    expect(wrong.reasons).toEqual([expect.stringMatching(reason)]);
    expect(formatGate(wrong)).not.toContain('NaN');
  });
});

describe('a caller', () => {
  const quick = { name: 'q', command: ['true'], direct: ['true'], runs: 4, warmup: 2 };

  it('is told about each round', async () => {
    const seen: string[] = [];
    const onRound = ({ done, total }: { done: number; total: number }) =>
      void seen.push(`${done}/${total}`);
    await gate({ ...quick, onRound });
    expect(seen).toEqual(['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
  });

  it('can interrupt, which is no verdict on the command', async () => {
    const abort = new AbortController();
    const onRound = () => abort.abort();
    const between = await gate({ ...quick, onRound, signal: abort.signal });
    expect(between.verdict).toBe('inconclusive');
    expect(between.command.samplesMs).toEqual([]);

    const later = new AbortController();
    const hangs = gate({
      ...quick,
      command: ['sleep', '50'],
      timeoutMs: 40_000,
      signal: later.signal,
    });
    setTimeout(() => later.abort(), 300);
    expect((await hangs).reasons[0]).toMatch(/^direct could not be measured: AbortError/);
  });
});
