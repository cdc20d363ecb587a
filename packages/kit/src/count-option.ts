// An option that is a whole number.
import { usage } from './failure.ts';

/** A whole number. Throws a `Failure` (exit 64). */
export function countOption(
  name: string,
  value: string,
  { min, max }: { min: number; max: number },
): number {
  const count = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (count >= min && count <= max) return count;
  throw usage(`--${name} ${value} is not a whole number from ${min} to ${max}`);
}
