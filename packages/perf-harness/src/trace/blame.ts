// Which stage of a chain became slower: both builds in pairs, and the difference of each stage
// within the pairs. A total says that something moved; this says what.
import { checkCommand, checkSource } from '../check.ts';
import type { Load } from '../load.ts';
import type { BlameOptions } from '../options.ts';
import { planFor } from '../plan.ts';
import type { Side } from '../sampler.ts';
import { type Interval, median, medianIntervals } from '../statistics.ts';
import { sampleTraced } from './source.ts';
import { stageSums } from './waterfall.ts';

/** One stage in both builds; a build that does not have it has 0 there. */
export interface StageShift {
  readonly stage: string;
  readonly commandMs: number;
  readonly baseMs: number;
  /** Median of the differences within the pairs. */
  readonly shiftMs: number;
  readonly ci95: Interval;
  readonly ci99: Interval;
}

export interface Blame {
  /** The stage with the largest shift whose 99 % interval lies above 0; null when there is none. */
  readonly moved: StageShift | null;
  /** The largest shift first. */
  readonly stages: readonly StageShift[];
  /** Of the whole run. */
  readonly totalShiftMs: number;
  readonly from: 'file' | 'strace' | null;
  /** What went wrong, and in which build and run; null when nothing did. */
  readonly problem: string | null;
  readonly runs: number;
  readonly load: Load;
  readonly seed: number;
}

/**
 * Runs `command` and `base` in `runs` (30) pairs with their traces and resolves to the shift of each
 * stage.
 * @throws TypeError (as a rejection, before anything is run) for a wrong option; nothing else
 */
export async function blame(options: BlameOptions): Promise<Blame> {
  const { command, base, runs, source = {} } = options;
  checkCommand('command', command);
  checkCommand('base', base);
  checkSource(source);
  const variants = [
    { name: 'command', command },
    { name: 'base', command: base },
  ];
  const plan = planFor({ variants, baseline: 'base', rounds: runs }, options);
  const { sides, load } = await sampleTraced(plan, source);
  const wrong = sides.find(({ problem }) => problem !== null);
  const problem = wrong === undefined ? null : `${wrong.name} ${wrong.problem ?? ''}`;
  const stages = problem === null ? shiftsOf(sides, plan.seed) : [];
  return {
    moved: stages.find(({ shiftMs, ci99 }) => shiftMs > 0 && ci99.lowMs > 0) ?? null,
    stages,
    totalShiftMs: median(pairsOf(sides, ({ totalMs }) => totalMs).map(difference)),
    from: sides[0]?.traces[0]?.from ?? null,
    problem,
    ...{ runs: plan.rounds, load, seed: plan.seed },
  };
}

type Pair = readonly [command: number, base: number];

const difference = ([command, base]: Pair): number => command - base;

function shiftsOf(sides: readonly Side[], seed: number): StageShift[] {
  const names = new Set(
    sides.flatMap(({ traces }) => traces.flatMap((trace) => trace.stages.map(({ name }) => name))),
  );
  const shifts = [...names].map((stage) => {
    const pairs = pairsOf(sides, (trace) => stageSums(trace).get(stage) ?? 0);
    const differences = pairs.map(difference);
    return {
      stage,
      commandMs: median(pairs.map(([command]) => command)),
      baseMs: median(pairs.map(([, base]) => base)),
      shiftMs: median(differences),
      ...medianIntervals(differences, seed),
    };
  });
  return shifts.sort((one, other) => other.shiftMs - one.shiftMs);
}

function pairsOf(
  [command, base]: readonly Side[],
  of: (trace: Side['traces'][number]) => number,
): Pair[] {
  if (command === undefined || base === undefined) return [];
  return command.traces.slice(0, base.traces.length).map((trace, round): Pair => {
    const other = base.traces[round];
    return [of(trace), other === undefined ? NaN : of(other)];
  });
}
