// What a caller gets to know about one of the measured commands.
import { type Outlier, outliersOf } from './outliers.ts';
import { beginSide, type Side } from './sampler.ts';
import { type Statistics, summarise } from './statistics.ts';

/** One command. The statistics and times of the processor are of `samplesMs`, and NaN when it is empty. */
export interface SideResult extends Statistics {
  readonly command: readonly string[];
  /** Milliseconds, one for each run that counted, in the order of the rounds. */
  readonly samplesMs: readonly number[];
  /** Samples far from the others; they count like all. */
  readonly outliers: readonly Outlier[];
  /** The first run of all, with cold caches; it does not count. */
  readonly coldMs: number;
  /** Mean processor time in user mode, of the command and what it waited for; NaN outside Linux. */
  readonly userMs: number;
  /** The same in the kernel. */
  readonly systemMs: number;
  /** What went wrong, and in which run; null when every run was right. */
  readonly problem: string | null;
  /**
   * Of the last run: the one that went wrong if there is a `problem`, otherwise like the check run
   * and all the others. null when it did not end by itself or never ran.
   */
  readonly exitCode: number | null;
  /** Of the same run: the signal that ended it, such as 'SIGSEGV'. */
  readonly signal: string | null;
  /** Of the same run, read as UTF-8; at most 64 MiB. */
  readonly stdout: string;
  /** Of the same run, read as UTF-8; at most 64 MiB. Never compared. */
  readonly stderr: string;
}

export function sideResult({ command, samplesMs, problem, last, coldMs, cpu }: Side): SideResult {
  return {
    command,
    ...summarise(samplesMs),
    samplesMs,
    outliers: outliersOf(samplesMs),
    coldMs,
    userMs: cpu.userMs / samplesMs.length,
    systemMs: cpu.systemMs / samplesMs.length,
    problem,
    exitCode: last?.exitCode ?? null,
    signal: last?.signal ?? null,
    stdout: last?.stdout.toString() ?? '',
    stderr: last?.stderr.toString() ?? '',
  };
}

/** A command that was not run: the measurement ended before its turn. */
export function unmeasured(command: readonly string[]): SideResult {
  return sideResult(beginSide({ name: '', command }));
}
