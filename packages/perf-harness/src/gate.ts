// The check for a build: may this launcher, wrapper or hook stay between a person and the direct call?
import {
  checkBudget,
  checkCommand,
  checkCount,
  checkOneOf,
  checkSource,
  checkText,
  refuse,
} from './check.ts';
import { compare, type Comparison } from './compare.ts';
import { decide, type Decision } from './decide.ts';
import { formatGate } from './format-gate.ts';
import type { NullTest } from './null-test.ts';
import type { GateKind, GateOptions } from './options.ts';
import { compareStatistically, decideStatistically, FEWEST_PAIRS } from './statistical.ts';
import { type Blame, blame } from './trace/blame.ts';
import { trace, type TraceResult } from './trace/trace.ts';

export interface GateResult extends Comparison, Decision {
  readonly name: string;
  readonly kind: GateKind;
  readonly budgetMs: number;
  /** Direct against direct; null in an acceptance gate. */
  readonly nullTest: NullTest | null;
  /** What this machine could tell from nothing; null in an acceptance gate. */
  readonly smallestEffectMs: number | null;
  /** Where the time of `command` goes; null unless `trace` was given. */
  readonly trace: TraceResult | null;
  /** The stage that moved since `base`; null unless that was given and the gate is over its budget. */
  readonly blame: Blame | null;
}

type Judged = Omit<GateResult, 'trace' | 'blame'>;

/**
 * Measures `command` against `direct` in pairs and resolves to a verdict. In both kinds of gate:
 * - 'fail' when a run of `command` could not be started, was killed, exited with another code than
 *   `expect.exitCode` (0) or printed something else than `expect.stdout` (what `direct` printed);
 * - 'inconclusive' when that happens to `direct`, or this machine cannot run the commands.
 *
 * An acceptance gate is a 'fail' when the mean of `command`, or that mean less the mean of `direct`,
 * is over `budgetMs`, and otherwise a 'pass'. A statistical gate is a 'pass' when the 99 % interval
 * of the median difference is below `budgetMs`, a 'fail' when it is above, and 'inconclusive' when
 * neither is so after all its pairs, or when direct against itself shows a positional bias.
 *
 * Whatever the commands do, it resolves.
 * @throws TypeError (as a rejection, before anything is run) for a wrong option; nothing else
 */
export async function gate(options: GateOptions): Promise<GateResult> {
  const { name, kind = 'acceptance', budgetMs = 100, base, trace: source } = options;
  checkText('name', name);
  checkOneOf('kind', kind, ['acceptance', 'statistical']);
  checkBudget('budgetMs', budgetMs);
  if (base !== undefined) checkCommand('base', base);
  if (source !== undefined) checkSource(source);
  const judge = kind === 'statistical' ? statisticalGate : acceptanceGate;
  const judged = await judge(options, budgetMs);
  return { ...judged, ...(await explain(judged, options)) };
}

async function acceptanceGate(options: GateOptions, budgetMs: number): Promise<Judged> {
  const { name, maxMs } = options;
  if (maxMs !== undefined) refuse('maxMs', 'left out of an acceptance gate', maxMs);
  const comparison = await compare(options);
  const decision = decide(comparison, budgetMs);
  const none = { nullTest: null, smallestEffectMs: null };
  return { name, kind: 'acceptance', budgetMs, ...decision, ...comparison, ...none };
}

async function statisticalGate(options: GateOptions, budgetMs: number): Promise<Judged> {
  const { name, runs = 200, maxMs = 60_000 } = options;
  checkBudget('maxMs', maxMs);
  checkCount('the number of runs of a statistical gate', runs, FEWEST_PAIRS);
  const result = await compareStatistically({ ...options, runs }, { budgetMs, maxMs });
  const decision = decideStatistically(result, budgetMs);
  return { name, kind: 'statistical', budgetMs, ...decision, ...result };
}

/** Traces cost runs of their own: only what was asked for, and nothing of a command that is broken. */
async function explain(
  { verdict, command, direct }: Judged,
  options: GateOptions,
): Promise<Pick<GateResult, 'trace' | 'blame'>> {
  const { base, trace: source } = options;
  const usable = command.problem === null && direct.problem === null;
  const asTraced = { ...options, runs: undefined, onRound: undefined, source };
  return {
    trace: usable && source !== undefined ? await trace(asTraced) : null,
    blame:
      verdict === 'fail' && usable && base !== undefined
        ? await blame({ ...asTraced, base })
        : null,
  };
}

/**
 * `gate` for a test: resolves to the result of a gate that passed.
 * @throws Error, with the report of `formatGate` as its message, when the verdict is not 'pass'
 * @throws TypeError for a wrong option
 */
export async function assertGate(options: GateOptions): Promise<GateResult> {
  const result = await gate(options);
  if (result.verdict !== 'pass') throw new Error(formatGate(result));
  return result;
}
