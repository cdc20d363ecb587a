// What a caller gets to know about one of the measured commands.
import type { Side } from './sampler.ts';
import { type Statistics, summarise } from './statistics.ts';

/** One command. The statistics are of `samplesMs`, and NaN when it is empty. */
export interface SideResult extends Statistics {
  readonly command: readonly string[];
  /** Milliseconds, one for each run that counted, in the order of the rounds. */
  readonly samplesMs: readonly number[];
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

export function sideResult({ command, samplesMs, problem, last }: Side): SideResult {
  return {
    command,
    ...summarise(samplesMs),
    samplesMs,
    problem,
    exitCode: last?.exitCode ?? null,
    signal: last?.signal ?? null,
    stdout: last?.stdout.toString() ?? '',
    stderr: last?.stderr.toString() ?? '',
  };
}
