// Where the time of a chain of processes goes: the waterfall of its median run.
import { checkCommand, checkSource } from '../check.ts';
import type { Load } from '../load.ts';
import type { TraceOptions } from '../options.ts';
import { planFor } from '../plan.ts';
import { sampleTraced } from './source.ts';
import type { Waterfall } from './waterfall.ts';

export interface TraceResult {
  /** Of the run whose total is the median; null when there is a `problem`. */
  readonly waterfall: Waterfall | null;
  /** What went wrong, and in which run. */
  readonly problem: string | null;
  /** How many runs the median is of. */
  readonly runs: number;
  readonly load: Load;
}

/**
 * Runs `command` `runs` (5) times and resolves to the stages of the median run. What the command
 * does or fails to do, and that it writes no trace while strace is missing, is the `problem`.
 * @throws TypeError (as a rejection, before anything is run) for a wrong option; nothing else
 */
export async function trace(options: TraceOptions): Promise<TraceResult> {
  const { command, runs = 5, source = {} } = options;
  checkCommand('command', command);
  checkSource(source);
  const variants = [{ name: 'command', command }];
  const plan = planFor({ variants, baseline: 'command', rounds: runs }, { warmup: 1, ...options });
  const { baseline, load } = await sampleTraced(plan, source);
  const waterfall = baseline.problem === null ? medianOf(baseline.traces) : null;
  return { waterfall, problem: baseline.problem, runs: plan.rounds, load };
}

function medianOf(traces: readonly Waterfall[]): Waterfall | null {
  const sorted = [...traces].sort((one, other) => one.totalMs - other.totalMs);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}
