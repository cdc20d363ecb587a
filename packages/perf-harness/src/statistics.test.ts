import { expect, it } from 'vitest';

import { overheadOf } from './overhead.ts';
import { mean, median, medianInterval, quantile, summarise } from './statistics.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

it('agrees with known means and medians', () => {
  expect(mean([2, 4, 9])).toBe(5);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 9, 1, 5])).toBe(7);
  expect(median([100, 20, 3])).toBe(20);
});

it('interpolates quantiles as R and NumPy do (type 7)', () => {
  // R: quantile(1:10, .95); numpy.quantile([15, 20, 35, 40, 50], .4)
  expect(quantile(upTo(10), 0.95)).toBeCloseTo(9.55, 12);
  expect(quantile([50, 15, 40, 20, 35], 0.4)).toBeCloseTo(29, 12);
  expect(quantile([7], 0.95)).toBe(7);
});

it('summarises without changing the order of the samples', () => {
  const samples = [3, 1, 2];
  const expected = { meanMs: 2, medianMs: 2, p95Ms: 2.9, stdevMs: 1, minMs: 1, maxMs: 3 };
  expect(summarise(samples)).toEqual(expected);
  expect(samples).toEqual([3, 1, 2]);
});

it('has no figures without samples', () => {
  expect(Object.values(summarise([]))).toEqual([NaN, NaN, NaN, NaN, NaN, NaN]);
  expect(medianInterval([], 1)).toEqual({ lowMs: NaN, highMs: NaN });
});

// P(resampled median of 1..n <= k) = P(Binomial(n, k/n) > n/2), so the exact bounds are known:
// n = 11: 0.007 at 2, 0.051 at 3; 0.949 at 8, 0.993 at 9. n = 21: 0.018 at 6, 0.056 at 7; 0.944 at 14, 0.982 at 15.
it.each([
  [11, 3, 9],
  [21, 7, 15],
])('finds the exact interval of the median of 1 to %i', (n, lowMs, highMs) => {
  for (const seed of [1, 2, 3]) expect(medianInterval(upTo(n), seed)).toEqual({ lowMs, highMs });
});

it('gives the same interval for the same seed', () => {
  const uneven = upTo(40).map((i) => Math.sin(i) * i);
  expect(medianInterval(uneven, 5)).toEqual(medianInterval(uneven, 5));
});

it('takes differences within the rounds, so a drift of the machine does not show', () => {
  const drift = upTo(30).map((i) => i * 100);
  const slower = drift.map((ms) => ms + 5);
  const overhead = overheadOf(slower, drift, 1);
  expect(overhead).toMatchObject({ meanMs: 5, medianMs: 5, p95Ms: 5 });
  expect(overhead.ci95).toEqual({ lowMs: 5, highMs: 5 });
  expect(overheadOf([4, 6], [2, 3], 1).ratio).toBe(2);
});

it('leaves out a sample that has no partner', () => {
  expect(overheadOf([5, 6, 100], [4, 4], 1).meanMs).toBe(1.5);
});
