// How deep blocks may call blocks, and how many steps a run may take. Each run puts back what it found.
import { TrashError } from '../values/trash-error.ts';

/** Blocks that wait for each other. */
export const MAX_CALLS = 1000;

let calls = 0;
let steps = Infinity;

/** @throws TrashError DepthExceeded */
export function enter(): void {
  if (calls >= MAX_CALLS) {
    throw new TrashError('DepthExceeded', `blocks call each other more than ${MAX_CALLS} deep`);
  }
  calls++;
}

export function leave(): void {
  calls--;
}

/** @throws TrashError BytecodeError when the steps of `within` are used up */
export function spend(count: number): void {
  steps -= count;
  if (steps < 0) throw new TrashError('BytecodeError', 'more steps than this run may take');
}

/** Runs with at most so many steps: instructions, counted whenever code goes back or a block is called. */
export function within<T>(maxSteps: number, body: () => T): T {
  const before = steps;
  steps = Math.min(before, maxSteps);
  try {
    return body();
  } finally {
    steps = before;
  }
}

/** A full stack of the engine is an error of the program like others. */
export function asProgramError(thrown: unknown): unknown {
  const isFull = thrown instanceof RangeError && /call stack/i.test(thrown.message);
  return isFull ? new TrashError('DepthExceeded', 'messages call each other too deeply') : thrown;
}
