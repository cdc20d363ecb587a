// Direct against direct: what this machine shows where there is nothing to see. It says how small an
// effect can be and still be told from noise, and it finds machines on which the second run of a
// pair is always the slower one (a commit against itself: +23 %, LTplus-AG/ifc-lite#4221).
import { type Plan } from './plan.ts';
import { sample, type Side } from './sampler.ts';
import { type SideResult, sideResult } from './side.ts';
import { type Interval, median, medianIntervals } from './statistics.ts';

/** Milliseconds; "second run of a pair minus the first one", both of the direct call. */
export interface NullTest {
  /** Pairs that were run. */
  readonly runs: number;
  readonly medianMs: number;
  readonly ci95: Interval;
  readonly ci99: Interval;
  /** In words, when one place of a pair is slower than the other; otherwise null. */
  bias: string | null;
}

/** Positions are no matter below this: 99 % intervals exclude 0 by chance once in a hundred tests. */
const NOTICEABLE_MS = 1;

/** Runs the direct call of `plan` against itself, `runs` times, and resolves to it and the test. */
export async function nullTest(
  plan: Plan,
  runs: number,
): Promise<{ test: NullTest; direct: SideResult }> {
  const [direct = { name: '', command: [] }] = plan.variants.filter(
    ({ name }) => name === plan.baseline,
  );
  const twin = { ...direct, name: `${direct.name} again` };
  const { baseline, sides } = await sample({ ...plan, variants: [direct, twin], rounds: runs });
  const differences = secondMinusFirst(sides);
  const figures = { medianMs: median(differences), ...medianIntervals(differences, plan.seed) };
  const test = { runs: differences.length, ...figures, bias: positionalBias(figures) };
  // The twin is the same command: what goes wrong with it went wrong with direct.
  const wrong = sides.find(({ problem }) => problem !== null);
  return { test, direct: sideResult(wrong ?? baseline) };
}

/** How often a bias must show, always with the same sign, to be believed. */
const CONFIRMATIONS = 3;

/**
 * The null test, repeated one run later as long as it shows a bias: on a busy machine runs can fall into step with the
 * slices of the scheduler, slow and fast in turn, and that turns around; what is the machine's own shows every time.
 */
export async function confirmedNullTest(plan: Plan, runs: number): ReturnType<typeof nullTest> {
  const first = await nullTest(plan, runs);
  let last = first;
  for (let times = 1; times < CONFIRMATIONS && last.test.bias !== null; times++) {
    const { command } = last.direct;
    await plan.runOnce(command, plan.around).catch(() => 'the next test meets it, too');
    last = await nullTest(plan, runs);
    if (Math.sign(last.test.medianMs) !== Math.sign(first.test.medianMs)) last.test.bias = null;
  }
  return last;
}

function secondMinusFirst([one, other]: readonly Side[]): number[] {
  if (one === undefined || other === undefined) return [];
  const rounds = Math.min(one.samplesMs.length, other.samplesMs.length);
  return one.samplesMs.slice(0, rounds).map((ms, round) => {
    const difference = (other.samplesMs[round] ?? NaN) - ms;
    return one.places[round] === 0 ? difference : -difference;
  });
}

/**
 * Half the width of the 99 % interval that `pairs` pairs would give: it shrinks with the root of
 * their number. NaN without a pair.
 */
export function smallestEffectMs({ ci99, runs }: NullTest, pairs: number): number {
  return ((ci99.highMs - ci99.lowMs) / 2) * Math.sqrt(runs / pairs);
}

/** Says in words which place of a pair is slower; null when none is. */
export function positionalBias({
  medianMs,
  ci99,
}: Pick<NullTest, 'medianMs' | 'ci99'>): string | null {
  const excludesZero = ci99.lowMs > 0 || ci99.highMs < 0;
  if (!excludesZero || Math.abs(medianMs) <= NOTICEABLE_MS) return null;
  const slower = medianMs > 0 ? 'second' : 'first';
  const interval = `99 % interval ${ci99.lowMs.toFixed(2)} to ${ci99.highMs.toFixed(2)}`;
  return `positional bias: direct against itself, the ${slower} run of a pair takes ${Math.abs(medianMs).toFixed(2)} ms longer (${interval})`;
}
