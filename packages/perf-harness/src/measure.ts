// One command by itself, for whoever has nothing to compare it with.
import { checkCommand } from './check.ts';
import type { Load } from './load.ts';
import type { MeasureOptions } from './options.ts';
import { planFor } from './plan.ts';
import { sample } from './sampler.ts';
import { type SideResult, sideResult } from './side.ts';

export interface Measurement extends SideResult {
  /** How many runs were asked for; `samplesMs` has fewer when there is a `problem`. */
  readonly runs: number;
  readonly load: Load;
}

/**
 * Runs `command` `runs` times and resolves to its times. Every run must exit with `expect.exitCode`
 * (0) and print `expect.stdout` (what the first run printed); the first that does not ends the
 * measurement and is the `problem` of the result.
 * @throws TypeError (as a rejection, before anything is run) for a wrong option; nothing else
 */
export async function measure(options: MeasureOptions): Promise<Measurement> {
  const { command, runs } = options;
  checkCommand('command', command);
  const variants = [{ name: 'command', command }];
  const plan = planFor({ variants, baseline: 'command', rounds: runs }, options);
  const { baseline, load } = await sample(plan);
  return { ...sideResult(baseline), runs: plan.rounds, load };
}
