// One line of the doctor.
import { printable } from '@rhachet/kit';

export interface Finding {
  /** What was looked at. */
  what: string;
  /** What was found. */
  found: string;
  /** What is wrong with it, and what to do; absent when all is well. */
  problem?: string;
}

/** `✓ what  found`, and below a `✗` what to do. */
export function findingText({ what, found, problem }: Finding): string {
  const line = `${problem === undefined ? '✓' : '✗'} ${what.padEnd(10)} ${printable(found)}\n`;
  return problem === undefined ? line : `${line}  hint: ${printable(problem)}\n`;
}
