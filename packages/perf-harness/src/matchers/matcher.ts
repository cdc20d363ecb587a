// The matcher itself, in the form that both vitest's and jest's `expect.extend` take.
import { formatGate } from '../format-gate.ts';
import { type Chain, judgeAddition, type Limit, type Over } from './adds-less-than.ts';

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** An inconclusive gate is wrong with and without `.not`: nobody knows. */
export async function toAddLessThan(
  this: { readonly isNot?: boolean | undefined },
  chain: Chain,
  ...[limit, options]: [Limit, Over]
): Promise<MatcherResult> {
  const result = await judgeAddition(chain, limit, options);
  const unknown = result.verdict === 'inconclusive' || result.command.problem !== null;
  const pass = unknown ? this.isNot === true : result.verdict === 'pass';
  return { pass, message: () => formatGate(result) };
}

/** What `expect(chain)` gets, for the types of the runners. */
export interface PerfMatchers<R> {
  /**
   * Measures the command `chain` against the direct call in pairs; fails with the report.
   * A promise: `await expect(chain).toAddLessThan({ ms: 100 }, { over: ['git', '--version'] })`.
   */
  toAddLessThan(limit: Limit, options: Over): R;
}
