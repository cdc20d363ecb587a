// Every measurement of the package comes out of this one loop: all commands once per round, in an
// order that chance decides anew, so that a change of the machine's speed meets all of them alike.
import { type Expected, expectedFrom, faultOf } from './expectation.ts';
import { currentLoad, type Load, loadSince } from './load.ts';
import type { Plan } from './plan.ts';
import { prng, shuffle } from './prng.ts';
import { type Run, runOnce } from './run.ts';

/** One command while it is measured. */
export interface Side {
  readonly name: string;
  readonly command: readonly string[];
  /** In the order of the rounds, without gaps: a command that went wrong once is not run again. */
  readonly samplesMs: number[];
  /** null before the first run. */
  last: Run | null;
  /** What went wrong and in which run; null when nothing did. */
  problem: string | null;
}

export interface Sampling {
  readonly sides: readonly Side[];
  readonly baseline: Side;
  readonly load: Load;
}

interface Round {
  readonly title: string;
  readonly counts: boolean;
}

/**
 * Runs the plan. Never rejects: what went wrong is the `problem` of a side, and of the baseline when
 * this machine could not run anything. A side with a problem drops out and the others go on, until
 * the baseline has one or nothing is left to compare it with.
 */
export async function sample(plan: Plan): Promise<Sampling> {
  const before = currentLoad();
  const sides = plan.variants.map((variant): Side => ({
    ...variant,
    samplesMs: [],
    last: null,
    problem: null,
  }));
  const baseline = sides.find(({ name }) => name === plan.baseline);
  if (baseline === undefined) throw new TypeError(`no variant is named ${plan.baseline}`);
  try {
    await takeRounds(plan, sides, baseline);
  } catch (error) {
    baseline.problem ??= `could not be measured: ${String(error)}`;
  }
  return { sides, baseline, load: loadSince(before) };
}

async function takeRounds(plan: Plan, sides: readonly Side[], baseline: Side): Promise<void> {
  const random = prng(plan.seed);
  const others = sides.filter((side) => side !== baseline);
  const expected = await checkAll(plan, baseline, others);
  for (const round of roundsOf(plan)) {
    for (const side of shuffle(sides, random)) {
      if (isOver(baseline, others)) return;
      await takeRun(side, round, { plan, expected });
    }
  }
}

function isOver(baseline: Side, others: readonly Side[]): boolean {
  const noneLeft = others.length > 0 && others.every(({ problem }) => problem !== null);
  return noneLeft || baseline.problem !== null;
}

/** The baseline goes first: unless the caller said so, its output is what all the runs must print. */
async function checkAll(plan: Plan, baseline: Side, others: readonly Side[]): Promise<Expected> {
  const check: Round = { title: 'check run', counts: false };
  const stated = expectedFrom(plan.expect);
  await takeRun(baseline, check, { plan, expected: stated });
  const expected = { ...stated, stdout: stated.stdout ?? baseline.last?.stdout ?? null };
  for (const side of others) {
    if (baseline.problem === null) await takeRun(side, check, { plan, expected });
  }
  return expected;
}

function roundsOf({ warmup, rounds }: Plan): Round[] {
  return Array.from({ length: warmup + rounds }, (_, index) =>
    index < warmup
      ? { title: `warm-up ${index + 1} of ${warmup}`, counts: false }
      : { title: `run ${index - warmup + 1} of ${rounds}`, counts: true },
  );
}

async function takeRun(
  side: Side,
  round: Round,
  { plan, expected }: { plan: Plan; expected: Expected },
): Promise<void> {
  if (side.problem !== null) return;
  side.last = await runOnce(side.command, plan.around);
  const fault = faultOf(side.last, expected);
  if (fault !== null) side.problem = `${fault} [${round.title}]`;
  else if (round.counts) side.samplesMs.push(side.last.ms);
}
