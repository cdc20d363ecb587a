// What a command adds to the direct call, round by round: the machine changes less within a round
// than over a whole measurement (blocks of runs, one command after the other, got the sign wrong).
import { type Interval, mean, median, medianIntervals, quantile } from './statistics.ts';

/** Of the differences "command minus baseline" within each round; NaN without a complete round. */
export interface Overhead {
  readonly meanMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Of the median: where it lies with 95 % confidence. */
  readonly ci95: Interval;
  /** The same with 99 %: a gate that looks several times decides with it. */
  readonly ci99: Interval;
  /** Median of the command over median of the baseline. */
  readonly ratio: number;
}

/** Both lists in milliseconds, the same place in both is the same round; what has no partner is left out. */
export function overheadOf(
  samplesMs: readonly number[],
  baselineMs: readonly number[],
  seed: number,
): Overhead {
  const differences = differencesOf(samplesMs, baselineMs);
  const own = samplesMs.slice(0, differences.length);
  const base = baselineMs.slice(0, differences.length);
  return {
    meanMs: mean(differences),
    medianMs: median(differences),
    p95Ms: quantile(differences, 0.95),
    ...medianIntervals(differences, seed),
    ratio: median(own) / median(base),
  };
}

/** "Command minus baseline" within each complete round. */
export function differencesOf(own: readonly number[], base: readonly number[]): number[] {
  return own.slice(0, base.length).map((ms, round) => ms - (base[round] ?? NaN));
}
