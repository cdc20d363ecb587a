// The figures that a verdict and a report are made of. Pure, so that they can be held against known values.
import { prng, type Random } from './prng.ts';

/** Milliseconds. All NaN when there are no samples. */
export interface Statistics {
  readonly meanMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Standard deviation of the sample (n - 1 below the line); NaN with less than two. */
  readonly stdevMs: number;
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

/** The standard deviation of the sample (n - 1 below the line); NaN with less than two samples. */
export function stdev(samples: readonly number[]): number {
  const middle = mean(samples);
  const squares = samples.reduce((sum, sample) => sum + (sample - middle) ** 2, 0);
  return samples.length < 2 ? NaN : Math.sqrt(squares / (samples.length - 1));
}

/** What is reported of one list of samples in milliseconds. */
export function summarise(samplesMs: readonly number[]): Statistics {
  const sorted = Float64Array.from(samplesMs).sort();
  return {
    meanMs: mean(samplesMs),
    medianMs: sortedQuantile(sorted, 0.5),
    p95Ms: sortedQuantile(sorted, 0.95),
    stdevMs: stdev(samplesMs),
    minMs: sortedQuantile(sorted, 0),
    maxMs: sortedQuantile(sorted, 1),
  };
}

/**
 * The confidence interval of the median, the same for the same seed; NaN without samples.
 * The percentile bootstrap of Efron and Tibshirani, "An Introduction to the Bootstrap" (1993),
 * section 13.3: it assumes no shape of the distribution, and times of processes have long tails.
 * @param confidence a share, such as 0.99
 */
export function medianInterval(
  samplesMs: readonly number[],
  seed: number,
  confidence = 0.95,
): Interval {
  return intervalOf(resampledMedians(samplesMs, prng(seed)), confidence);
}

/** Both intervals that are reported, from one set of resamples: a gate asks for them again and again. */
export function medianIntervals(
  samplesMs: readonly number[],
  seed: number,
): { ci95: Interval; ci99: Interval } {
  const medians = resampledMedians(samplesMs, prng(seed));
  return { ci95: intervalOf(medians, 0.95), ci99: intervalOf(medians, 0.99) };
}

function intervalOf(sorted: Float64Array, confidence: number): Interval {
  const beyond = (1 - confidence) / 2;
  return { lowMs: sortedQuantile(sorted, beyond), highMs: sortedQuantile(sorted, 1 - beyond) };
}

/** Draws places of the sorted samples and counts up to the middle: no resample is sorted. */
function resampledMedians(samplesMs: readonly number[], random: Random): Float64Array {
  const sorted = Float64Array.from(samplesMs).sort();
  const size = sorted.length;
  const counts = new Uint32Array(size);
  return new Float64Array(RESAMPLES)
    .map(() => {
      counts.fill(0);
      for (let i = 0; i < size; i++) {
        const place = Math.floor(random() * size);
        counts[place] = (counts[place] ?? 0) + 1;
      }
      return middleOf(sorted, counts);
    })
    .sort();
}

/** The median of a list in which the place `i` of `sorted` appears `counts[i]` times. */
function middleOf(sorted: Float64Array, counts: Uint32Array): number {
  const lower = Math.floor((sorted.length + 1) / 2);
  const upper = Math.floor(sorted.length / 2) + 1;
  let low = NaN;
  let seen = 0;
  for (let i = 0; i < sorted.length; i++) {
    const before = seen;
    seen += counts[i] ?? 0;
    if (before < lower && seen >= lower) low = sorted[i] ?? NaN;
    if (seen >= upper) return (low + (sorted[i] ?? NaN)) / 2;
  }
  return NaN;
}
