// One line of the doctor.
import { printable } from '@rhachet/kit';

export interface Finding {
  /** What was looked at. */
  what: string;
  /** What was found. */
  found: string;
  /** What would be better, where nothing is wrong. */
  advice?: string;
  /** What is wrong with it, and what to do; absent when all is well. */
  problem?: string;
}

/** `✓ what  found`; with a hint below it after `!` (advice) and `✗` (a problem). */
export function findingText({ what, found, advice, problem }: Finding): string {
  const hint = problem ?? advice;
  const sign = problem !== undefined ? '✗' : advice !== undefined ? '!' : '✓';
  const line = `${sign} ${what.padEnd(10)} ${printable(found)}\n`;
  return hint === undefined ? line : `${line}  hint: ${printable(hint)}\n`;
}
