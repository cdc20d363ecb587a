// How much processor time the runs took, for hyperfine's fields `user` and `system`. Node does not
// hand out the rusage of a child; Linux keeps the sum over all ended children of a process.
import { readFileSync } from 'node:fs';

export interface CpuTime {
  readonly userMs: number;
  readonly systemMs: number;
}

// USER_HZ, the unit of this file, is 100 on every Linux that Node runs on.
const MS_PER_TICK = 10;

/**
 * Of all ended children of this process, and of theirs: proc_pid_stat(5), fields 16 and 17.
 * NaN where there is no such file. One difference is off by up to 10 ms; their mean is not.
 */
export function childrenCpu(): CpuTime {
  try {
    const text = readFileSync('/proc/self/stat', 'latin1');
    // The second field is the name in brackets, which may hold blanks and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { userMs: ticks(fields[13]), systemMs: ticks(fields[14]) };
  } catch {
    return { userMs: NaN, systemMs: NaN };
  }
}

function ticks(field: string | undefined): number {
  return Number(field) * MS_PER_TICK;
}
