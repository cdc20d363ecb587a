// A command against the direct call: the figures that a gate decides on, without the decision.
import { checkCommand } from './check.ts';
import type { Load } from './load.ts';
import type { CompareOptions } from './options.ts';
import { type Overhead, overheadOf } from './overhead.ts';
import { type Plan, planFor } from './plan.ts';
import { type Enough, sample } from './sampler.ts';
import { type SideResult, sideResult } from './side.ts';

export interface Comparison {
  /** How many runs of each were asked for; in a statistical gate: how many there might be at most. */
  readonly runs: number;
  readonly command: SideResult;
  readonly direct: SideResult;
  /** What `command` adds to `direct`. */
  readonly overhead: Overhead;
  readonly load: Load;
  /** Given as an option, it repeats the order of the runs. */
  readonly seed: number;
}

/**
 * Runs `command` and `direct` in pairs and resolves to both and their difference. When one goes
 * wrong the measurement ends, and that side has a `problem`.
 * @throws TypeError (as a rejection, before anything is run) for a wrong option; nothing else
 */
export async function compare(options: CompareOptions): Promise<Comparison> {
  return comparePlanned(planComparison(options));
}

/** The same for a plan of `planComparison`, until `enough` says so. */
export async function comparePlanned(plan: Plan, enough?: Enough): Promise<Comparison> {
  const { sides, baseline, load } = await sample(plan, enough);
  const [own = baseline] = sides;
  return {
    runs: plan.rounds,
    command: sideResult(own),
    direct: sideResult(baseline),
    overhead: overheadOf(own.samplesMs, baseline.samplesMs, plan.seed),
    load,
    seed: plan.seed,
  };
}

/** @throws TypeError for a wrong option */
export function planComparison(options: CompareOptions): Plan {
  const { command, direct, runs } = options;
  checkCommand('command', command);
  checkCommand('direct', direct);
  const variants = [
    { name: 'command', command },
    { name: 'direct', command: direct },
  ];
  return planFor({ variants, baseline: 'direct', rounds: runs }, options);
}
