// The figures that a verdict and a report are made of. Pure, so that they can be held against known values.
import { prng } from './prng.ts';

/** Milliseconds. All NaN when there are no samples. */
export interface Statistics {
  readonly meanMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly minMs: number;
  readonly maxMs: number;
}

/** Bounds in milliseconds. */
export interface Interval {
  readonly lowMs: number;
  readonly highMs: number;
}

// The bounds move by less than a tenth of the interval's width from seed to seed.
const RESAMPLES = 5_000;

/** The arithmetic mean; NaN without samples. */
export function mean(samples: readonly number[]): number {
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
}

/** The middle sample, or the mean of the two in the middle; NaN without samples. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/**
 * The quantile `share` (0 to 1), with linear interpolation between the two nearest samples;
 * NaN without samples. It is type 7 of Hyndman and Fan, "Sample quantiles in statistical packages",
 * The American Statistician 50 (1996): what R, NumPy and spreadsheets give by default.
 */
export function quantile(samples: readonly number[], share: number): number {
  return sortedQuantile(Float64Array.from(samples).sort(), share);
}

function sortedQuantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** What is reported of one list of samples in milliseconds. */
export function summarise(samplesMs: readonly number[]): Statistics {
  const sorted = Float64Array.from(samplesMs).sort();
  return {
    meanMs: mean(samplesMs),
    medianMs: sortedQuantile(sorted, 0.5),
    p95Ms: sortedQuantile(sorted, 0.95),
    minMs: sortedQuantile(sorted, 0),
    maxMs: sortedQuantile(sorted, 1),
  };
}

/**
 * The 95 % confidence interval of the median, the same for the same seed; NaN without samples.
 * The percentile bootstrap of Efron and Tibshirani, "An Introduction to the Bootstrap" (1993),
 * section 13.3: it assumes no shape of the distribution, and times of processes have long tails.
 */
export function medianInterval(samplesMs: readonly number[], seed: number): Interval {
  const random = prng(seed);
  const medians = new Float64Array(RESAMPLES);
  const resample = new Float64Array(samplesMs.length);
  for (let i = 0; i < RESAMPLES; i++) {
    for (let j = 0; j < resample.length; j++) {
      resample[j] = samplesMs[Math.floor(random() * samplesMs.length)] ?? NaN;
    }
    medians[i] = sortedQuantile(resample.sort(), 0.5);
  }
  medians.sort();
  return { lowMs: sortedQuantile(medians, 0.025), highMs: sortedQuantile(medians, 0.975) };
}
