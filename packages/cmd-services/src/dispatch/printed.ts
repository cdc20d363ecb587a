// A result as it is printed and sent.
import type { DispatchResult } from '../result.ts';
import type { Dispatched } from './types.ts';

/** Without what belongs to the library only. */
export function toPrinted(dispatched: Dispatched): DispatchResult {
  const result: Partial<Dispatched> = { ...dispatched };
  delete result.response;
  return result as DispatchResult;
}
