// The rule that fails a build, by itself: it must be readable in one glance and testable without a process.
import type { Comparison } from './compare.ts';

/** 'inconclusive': nothing can be said about the command, so a build must not go green on it. */
export type Verdict = 'pass' | 'fail' | 'inconclusive';

export interface Decision {
  readonly verdict: Verdict;
  /** Empty for 'pass'. */
  readonly reasons: string[];
}

/** What went wrong decides in every kind of gate; null when nothing did. */
export function decideOnProblems({ command, direct }: Comparison): Decision | null {
  if (direct.problem !== null) {
    return { verdict: 'inconclusive', reasons: [`direct ${direct.problem}`] };
  }
  if (command.problem !== null) return { verdict: 'fail', reasons: [`command ${command.problem}`] };
  return null;
}

/** The acceptance gate. Means decide, not medians: a launcher that is slow in one run of ten is slow. */
export function decide(comparison: Comparison, budgetMs: number): Decision {
  const { command, direct, runs } = comparison;
  const wrong = decideOnProblems(comparison);
  if (wrong !== null) return wrong;
  const taken = Math.min(command.samplesMs.length, direct.samplesMs.length);
  if (taken !== runs) {
    return { verdict: 'inconclusive', reasons: [`only ${taken} of ${runs} runs were taken`] };
  }
  const reasons = overBudget(comparison, budgetMs);
  return { verdict: reasons.length === 0 ? 'pass' : 'fail', reasons };
}

function overBudget({ command, direct }: Comparison, budgetMs: number): string[] {
  const added = command.meanMs - direct.meanMs;
  const over = `more than the budget of ${budgetMs} ms`;
  return [
    ...(command.meanMs > budgetMs
      ? [`command takes ${command.meanMs.toFixed(2)} ms in the mean, ${over}`]
      : []),
    ...(added > budgetMs ? [`command adds ${added.toFixed(2)} ms in the mean, ${over}`] : []),
  ];
}
