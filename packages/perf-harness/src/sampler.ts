// Every measurement of the package comes out of this one loop: all commands once per round, in an
// order that chance decides anew, so that a change of the machine's speed meets all of them alike.
import { setTimeout as pause } from 'node:timers/promises';

import type { CpuTime } from './cpu.ts';
import { type Expected, expectedFrom, faultOf } from './expectation.ts';
import { currentLoad, type Load, loadSince } from './load.ts';
import type { Variant } from './options.ts';
import type { Plan } from './plan.ts';
import { prng, shuffle } from './prng.ts';
import type { Run } from './run.ts';
import type { Waterfall } from './trace/waterfall.ts';

/** One command while it is measured. */
export interface Side extends Variant {
  /** In the order of the rounds, without gaps: a command that went wrong once is not run again. */
  readonly samplesMs: number[];
  /** Which place it had within the round, from 0; as many as there are samples. */
  readonly places: number[];
  /** One for each sample when the plan asks for stages; otherwise empty. */
  readonly traces: Waterfall[];
  /** Sums over the samples. */
  cpu: CpuTime;
  /** How long the check run took: the first of all, before anything is in a cache. */
  coldMs: number;
  /** null before the first run. */
  last: Run | null;
  /** What went wrong and in which run; null when nothing did. */
  problem: string | null;
}

export function beginSide(variant: Variant): Side {
  return {
    ...variant,
    samplesMs: [],
    places: [],
    traces: [],
    cpu: { userMs: 0, systemMs: 0 },
    coldMs: NaN,
    last: null,
    problem: null,
  };
}

export interface Sampling {
  readonly sides: readonly Side[];
  readonly baseline: Side;
  readonly load: Load;
}

/** Whether the rounds so far are enough. */
export type Enough = (sampling: Omit<Sampling, 'load'>) => boolean;

// Runs in lock-step with the slices of the scheduler alternate between slow and fast on a busy machine:
// the first run of each pair then takes a millisecond longer than the second.
const PAUSE_MS = 8;

const never: Enough = () => false;

interface Round {
  readonly title: string;
  readonly counts: boolean;
}

/**
 * Runs the plan. Never rejects: what went wrong is the `problem` of a side, and of the baseline when
 * this machine could not run anything. A side with a problem drops out and the others go on, until
 * the baseline has one or nothing is left to compare it with. `enough` is asked after each round
 * that counts, and ends it before.
 */
export async function sample(plan: Plan, enough: Enough = never): Promise<Sampling> {
  const before = currentLoad();
  const sides = plan.variants.map(beginSide);
  const baseline = sides.find(({ name }) => name === plan.baseline);
  if (baseline === undefined) throw new TypeError(`no variant is named ${plan.baseline}`);
  try {
    await takeRounds(plan, { sides, baseline }, enough);
  } catch (error) {
    baseline.problem ??= `could not be measured: ${String(error)}`;
  }
  return { sides, baseline, load: loadSince(before) };
}

async function takeRounds(
  plan: Plan,
  sampling: Omit<Sampling, 'load'>,
  enough: Enough,
): Promise<void> {
  const { sides, baseline } = sampling;
  const random = prng(plan.seed);
  const chance = prng(plan.seed + 1);
  const others = sides.filter((side) => side !== baseline);
  const expected = await checkAll(plan, baseline, others);
  const rounds = roundsOf(plan);
  for (const [index, round] of rounds.entries()) {
    for (const [place, side] of shuffle(sides, random).entries()) {
      if (isOver(baseline, others)) return;
      await pause(chance() * PAUSE_MS);
      await takeRun(side, { ...round, place }, { plan, expected });
    }
    plan.onRound?.({ done: index + 1, total: rounds.length });
    if (round.counts && enough(sampling)) return;
  }
}

function isOver(baseline: Side, others: readonly Side[]): boolean {
  const noneLeft = others.length > 0 && others.every(({ problem }) => problem !== null);
  return noneLeft || baseline.problem !== null;
}

/** The baseline goes first: unless the caller said so, its output is what all the runs must print. */
async function checkAll(plan: Plan, baseline: Side, others: readonly Side[]): Promise<Expected> {
  const check = { place: 0, title: 'check run', counts: false };
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
  round: Round & { place: number },
  { plan, expected }: { plan: Plan; expected: Expected },
): Promise<void> {
  if (side.problem !== null) return;
  const isFirst = side.last === null;
  const around = { ...plan.around, cwd: side.cwd ?? plan.around.cwd };
  const run = await plan.runOnce(side.command, around);
  side.last = run;
  if (isFirst) side.coldMs = run.ms;
  const fault = faultOf(run, expected);
  if (fault !== null) side.problem = `${fault} [${round.title}]`;
  else if (round.counts) keep(side, run, round.place);
}

function keep(side: Side, { ms, cpu, trace }: Run, place: number): void {
  side.samplesMs.push(ms);
  side.places.push(place);
  if (trace !== null) side.traces.push(trace);
  const { userMs, systemMs } = side.cpu;
  side.cpu = { userMs: userMs + cpu.userMs, systemMs: systemMs + cpu.systemMs };
}
