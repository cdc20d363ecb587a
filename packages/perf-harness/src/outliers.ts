// Slow runs are labelled and kept: a launcher that is slow in one run of ten is slow, and a gate
// that drops such runs does not see it.
import { quantile } from './statistics.ts';

/** A sample far from the others. */
export interface Outlier {
  /** Its place in `samplesMs`, from 0. */
  readonly index: number;
  readonly ms: number;
  readonly kind: 'mild' | 'severe';
}

/**
 * Tukey's fences ("Exploratory Data Analysis", 1977): mild beyond 1.5 times the distance between
 * the quartiles, severe beyond 3 times.
 */
export function outliersOf(samplesMs: readonly number[]): Outlier[] {
  const low = quantile(samplesMs, 0.25);
  const high = quantile(samplesMs, 0.75);
  const spread = high - low;
  return samplesMs.flatMap((ms, index) => {
    const beyond = Math.max(low - ms, ms - high);
    if (beyond <= 1.5 * spread) return [];
    return [{ index, ms, kind: beyond > 3 * spread ? 'severe' : 'mild' } as const];
  });
}
