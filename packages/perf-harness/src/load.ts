// A time means little without the state of the machine: overhead nearly doubles when every core is taken.
import { availableParallelism, loadavg } from 'node:os';

/** The load average over one minute when the measurement began and when it ended. */
export interface Load {
  readonly before: number;
  readonly after: number;
  readonly cores: number;
}

/** The current load average over one minute. */
export function currentLoad(): number {
  return loadavg()[0] ?? NaN;
}

/** Completes the pair that `before` began. */
export function loadSince(before: number): Load {
  return { before, after: currentLoad(), cores: availableParallelism() };
}
