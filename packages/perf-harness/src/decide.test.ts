import { expect, it } from 'vitest';

import type { Comparison } from './compare.ts';
import { decide } from './decide.ts';
import { overheadOf } from './overhead.ts';
import { beginSide } from './sampler.ts';
import { sideResult } from './side.ts';

function comparison(commandMs: number[], directMs: number[], runs = commandMs.length): Comparison {
  const side = (samplesMs: number[]) =>
    sideResult({ ...beginSide({ name: '', command: ['x'] }), samplesMs });
  return {
    runs,
    command: side(commandMs),
    direct: side(directMs),
    overhead: overheadOf(commandMs, directMs, 1),
    load: { before: 0, after: 0, cores: 1 },
    seed: 1,
  };
}

it('passes at the budget and fails above it', () => {
  expect(decide(comparison([100, 100], [1, 1]), 100)).toEqual({ verdict: 'pass', reasons: [] });
  expect(decide(comparison([100, 100.1], [1, 1]), 100).verdict).toBe('fail');
});

it('decides on the mean: one slow run of many can fail a gate', () => {
  expect(decide(comparison([1, 1, 1, 1000], [1, 1, 1, 1]), 100).verdict).toBe('fail');
});

it('names the total alone when the direct call is slow itself, and both otherwise', () => {
  expect(decide(comparison([150], [149]), 100).reasons).toEqual([
    'command takes 150.00 ms in the mean, more than the budget of 100 ms',
  ]);
  expect(decide(comparison([250], [10]), 100).reasons).toEqual([
    'command takes 250.00 ms in the mean, more than the budget of 100 ms',
    'command adds 240.00 ms in the mean, more than the budget of 100 ms',
  ]);
});

it('never passes on runs that were not taken', () => {
  expect(decide(comparison([], [], 30), 100)).toEqual({
    verdict: 'inconclusive',
    reasons: ['only 0 of 30 runs were taken'],
  });
  expect(decide(comparison([1, 1], [1], 2), 100).verdict).toBe('inconclusive');
});
