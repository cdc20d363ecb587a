// The statistical gate: as many pairs as it takes to know on which side of the budget the difference
// lies. First a null test; then batches, each followed by a look at the interval. It is looked at
// often, and so it is the 99 % interval that decides (the 95 % one is for the reader).
import { type Comparison, comparePlanned, planComparison } from './compare.ts';
import { decideOnProblems, type Decision } from './decide.ts';
import { currentLoad, loadSince } from './load.ts';
import { type NullTest, confirmedNullTest, smallestEffectMs } from './null-test.ts';
import type { CompareOptions } from './options.ts';
import { differencesOf, overheadOf } from './overhead.ts';
import type { Plan } from './plan.ts';
import type { Enough } from './sampler.ts';
import { type SideResult, unmeasured } from './side.ts';
import { medianInterval } from './statistics.ts';

/** Fewer pairs give no interval that means something. */
export const FEWEST_PAIRS = 20;
const NULL_PAIRS = 20;
const BATCH = 10;

export interface StatisticalLimits {
  readonly budgetMs: number;
  /** No more pairs after this time. */
  readonly maxMs: number;
}

export interface StatisticalComparison extends Comparison {
  /** Direct against direct, before all else. */
  readonly nullTest: NullTest;
  /** What this machine could tell from nothing, with as many pairs as were run. */
  readonly smallestEffectMs: number;
}

/** @throws TypeError (as a rejection, before anything is run) for a wrong option; nothing else */
export async function compareStatistically(
  options: CompareOptions,
  limits: StatisticalLimits,
): Promise<StatisticalComparison> {
  const end = performance.now() + limits.maxMs;
  const plan = planComparison(options);
  const before = currentLoad();
  const { test, direct } = await confirmedNullTest(plan, NULL_PAIRS);
  const usable = direct.problem === null && test.bias === null;
  const enough = enoughFor({ budgetMs: limits.budgetMs, seed: plan.seed, end });
  const compared = usable ? await comparePlanned(plan, enough) : nothingCompared(plan, direct);
  const pairs = Math.max(NULL_PAIRS, compared.command.samplesMs.length);
  return {
    ...compared,
    direct: { ...compared.direct, coldMs: direct.coldMs },
    load: loadSince(before),
    nullTest: test,
    smallestEffectMs: smallestEffectMs(test, pairs),
  };
}

function enoughFor({
  budgetMs,
  seed,
  end,
}: {
  budgetMs: number;
  seed: number;
  end: number;
}): Enough {
  return ({ sides, baseline }) => {
    const [own = baseline] = sides;
    const differences = differencesOf(own.samplesMs, baseline.samplesMs);
    if (differences.length < FEWEST_PAIRS || differences.length % BATCH !== 0) return false;
    if (performance.now() > end) return true;
    const { lowMs, highMs } = medianInterval(differences, seed, 0.99);
    return highMs < budgetMs || lowMs > budgetMs;
  };
}

function nothingCompared(plan: Plan, direct: SideResult): Comparison {
  const [command = []] = plan.variants.map((variant) => variant.command);
  return {
    runs: plan.rounds,
    command: unmeasured(command),
    direct,
    overhead: overheadOf([], [], plan.seed),
    load: loadSince(currentLoad()),
    seed: plan.seed,
  };
}

/** The verdict by the side of the budget on which the 99 % interval lies. */
export function decideStatistically(result: StatisticalComparison, budgetMs: number): Decision {
  const { nullTest: test, overhead } = result;
  const wrong = decideOnProblems(result);
  if (wrong !== null) return wrong;
  if (test.bias !== null) return { verdict: 'inconclusive', reasons: [test.bias] };
  const pairs = result.command.samplesMs.length;
  const { lowMs, highMs } = overhead.ci99;
  const interval = `(99 % interval ${lowMs.toFixed(2)} to ${highMs.toFixed(2)})`;
  const added = `command adds ${overhead.medianMs.toFixed(2)} ms in the median ${interval}`;
  if (pairs >= FEWEST_PAIRS && highMs < budgetMs) return { verdict: 'pass', reasons: [] };
  if (pairs >= FEWEST_PAIRS && lowMs > budgetMs) {
    return { verdict: 'fail', reasons: [`${added}, more than the budget of ${budgetMs} ms`] };
  }
  const needed = pairsNeeded(result, budgetMs);
  return {
    verdict: 'inconclusive',
    reasons: [
      `${added}: after ${pairs} pairs on neither side of the budget of ${budgetMs} ms; ${needed}`,
    ],
  };
}

/** The half width of the interval shrinks with the root of the number of pairs. */
function pairsNeeded({ command, overhead }: StatisticalComparison, budgetMs: number): string {
  const half = (overhead.ci99.highMs - overhead.ci99.lowMs) / 2;
  const distance = Math.abs(overhead.medianMs - budgetMs);
  const pairs = Math.ceil(command.samplesMs.length * (half / distance) ** 2);
  return Number.isFinite(pairs) && pairs <= 1e6
    ? `about ${pairs} would do`
    : 'no number of them would do';
}
