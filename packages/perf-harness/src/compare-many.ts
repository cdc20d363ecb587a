// Several ways to do the same thing in one table: our `pnpm bench:launch`, and choosing between tools.
import { checkRows } from './check.ts';
import type { Load } from './load.ts';
import type { CompareManyOptions } from './options.ts';
import { type Overhead, overheadOf } from './overhead.ts';
import { planFor } from './plan.ts';
import { sample } from './sampler.ts';
import { type SideResult, sideResult } from './side.ts';

export interface Row extends SideResult {
  readonly name: string;
  /** What this row adds to the baseline; 0 and a ratio of 1 for the baseline itself. */
  readonly overhead: Overhead;
}

export interface Table {
  /** The name of the row that the others are compared with. */
  readonly baseline: string;
  /** How many rounds were asked for. */
  readonly rounds: number;
  /** In the order in which they were given. */
  readonly rows: readonly Row[];
  readonly load: Load;
  /** Given as an option, it repeats the order of the runs. */
  readonly seed: number;
}

/**
 * Runs every row once per round, in an order of its own in each round, and resolves to their times
 * and differences. A row that goes wrong gets a `problem` and drops out while the others go on;
 * when the baseline goes wrong, the measurement ends.
 * @throws TypeError (as a rejection, before anything is run) for a wrong option; nothing else
 */
export async function compareMany(options: CompareManyOptions): Promise<Table> {
  const { rows, baseline: name, rounds } = options;
  checkRows(rows, name);
  const plan = planFor({ variants: rows, baseline: name, rounds }, options);
  const { sides, baseline, load } = await sample(plan);
  return {
    baseline: name,
    rounds: plan.rounds,
    rows: sides.map((side) => ({
      name: side.name,
      ...sideResult(side),
      overhead: overheadOf(side.samplesMs, baseline.samplesMs, plan.seed),
    })),
    load,
    seed: plan.seed,
  };
}
