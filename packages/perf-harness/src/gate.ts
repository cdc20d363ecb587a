// The check for a build: may this launcher, wrapper or hook stay between a person and the direct call?
import { checkBudget, checkText } from './check.ts';
import { compare, type Comparison } from './compare.ts';
import { decide, type Decision } from './decide.ts';
import { formatGate } from './format-gate.ts';
import type { GateOptions } from './options.ts';

export interface GateResult extends Comparison, Decision {
  readonly name: string;
  readonly budgetMs: number;
}

/**
 * Measures `command` against `direct` in pairs and resolves to a verdict:
 * - 'fail' when the mean of `command`, or its mean less the mean of `direct`, is over `budgetMs`, or
 *   when one of its runs could not be started, was killed, exited with another code than
 *   `expect.exitCode` (0) or printed something else than `expect.stdout` (what `direct` printed);
 * - 'inconclusive' when that happens to `direct`, or this machine cannot run the commands;
 * - 'pass' otherwise.
 *
 * Whatever the commands do, it resolves.
 * @throws TypeError (as a rejection, before anything is run) for a wrong option; nothing else
 */
export async function gate(options: GateOptions): Promise<GateResult> {
  const { name, budgetMs = 100 } = options;
  checkText('name', name);
  checkBudget('budgetMs', budgetMs);
  const comparison = await compare(options);
  return { name, budgetMs, ...decide(comparison, budgetMs), ...comparison };
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
