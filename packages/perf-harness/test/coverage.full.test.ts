// The interval must hold what it promises: of 2,000 simulated measurements whose median is known,
// 93 to 97 % must have it in their 95 % interval.
import { expect, it } from 'vitest';

import { prng, type Random } from '../src/prng.ts';
import { mean, medianInterval, stdev } from '../src/statistics.ts';

const RUNS = 2_000;

/** Box and Muller. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const exponential = (random: Random): number => -Math.log(1 - random());

it.each([
  ['normal', 40, normal, { median: 0, mean: 0 }],
  ['normal', 41, normal, { median: 0, mean: 0 }],
  ['normal', 120, normal, { median: 0, mean: 0 }],
  ['exponential', 40, exponential, { median: Math.LN2, mean: 1 }],
  ['exponential', 41, exponential, { median: Math.LN2, mean: 1 }],
  ['exponential', 120, exponential, { median: Math.LN2, mean: 1 }],
])('%s, n = %i', (name, n, ...[draw, truth]) => {
  const random = prng(n);
  let medians = 0;
  let means = 0;
  for (let run = 0; run < RUNS; run++) {
    const samples = Array.from({ length: n }, () => draw(random));
    const { lowMs, highMs } = medianInterval(samples, run);
    if (lowMs <= truth.median && truth.median <= highMs) medians += 1;
    const halfWidth = (1.96 * stdev(samples)) / Math.sqrt(n);
    if (Math.abs(mean(samples) - truth.mean) <= halfWidth) means += 1;
  }
  const share = (hits: number): string => `${((hits / RUNS) * 100).toFixed(1)} %`;
  console.log(`${name}, n = ${n}: median ${share(medians)}, mean (normal theory) ${share(means)}`);
  expect(medians / RUNS).toBeGreaterThanOrEqual(0.93);
  expect(medians / RUNS).toBeLessThanOrEqual(0.97);
});
