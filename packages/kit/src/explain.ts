// How a decision reads for a person.
import type { Candidate, Decision } from './decide.ts';
import { printable } from './printable.ts';

const MARKS = { accepted: '✓', rejected: '✗', ambiguous: '?' } as const;

function candidateLines({
  signature,
  location,
  status,
  reason,
  specificity_reason,
}: Candidate): string[] {
  const why = reason ?? specificity_reason;
  const lines = [`  ${MARKS[status]} ${signature}${why === undefined ? '' : `: ${why}`}`];
  if (location !== undefined) lines.push(`    ${location}`);
  return lines;
}

/** A decision as text: the status, each candidate with its reason, and what to do when there is no single answer. */
export function explainText<T>(decision: Decision<T>): string {
  const { call, status, selected, candidates, error } = decision;
  const lines = [`${call}: ${status}${selected === undefined ? '' : ` to ${selected}`}`];
  lines.push(...candidates.flatMap(candidateLines));
  if (error) lines.push(`${error.code}: ${error.message}`, `hint: ${error.suggestion}`);
  return `${lines.map(printable).join('\n')}\n`;
}
