// "This chain adds less than so much": what the matchers of all test runners mean by it.
import { checkBudget, checkCommand, refuse } from '../check.ts';
import { formatGate } from '../format-gate.ts';
import { gate, type GateResult } from '../gate.ts';
import type { GateOptions } from '../options.ts';

export interface Limit {
  /** What the chain may add, in milliseconds. */
  readonly ms: number;
}

/** All options of a gate but those that the words before say; `kind` is 'statistical' by default. */
export interface Over extends Partial<Omit<GateOptions, 'command' | 'direct' | 'budgetMs'>> {
  /** The direct call. */
  readonly over: readonly string[];
}

export type Chain = readonly string[];

/** @throws TypeError (as a rejection) for a wrong option */
export async function judgeAddition(
  chain: Chain,
  limit: Limit,
  options: Over,
): Promise<GateResult> {
  checkCommand('what is expected to add less', chain);
  const { ms } = Object(limit) as Limit;
  checkBudget('ms', ms);
  const { over, name = chain.join(' '), ...rest } = Object(options) as Partial<Over>;
  if (over === undefined) refuse('over', 'the direct call, an array of strings', over);
  return gate({ kind: 'statistical', ...rest, name, command: chain, direct: over, budgetMs: ms });
}

/**
 * For node:test and every other runner: resolves to the result when `chain` adds less than
 * `limit.ms` milliseconds to `options.over`.
 * @throws Error, with the report as its message, when it adds more, goes wrong, or nobody can tell
 * @throws TypeError for a wrong option
 */
export async function assertAddsLessThan(
  chain: Chain,
  limit: Limit,
  options: Over,
): Promise<GateResult> {
  const result = await judgeAddition(chain, limit, options);
  if (result.verdict !== 'pass') throw new Error(formatGate(result));
  return result;
}
