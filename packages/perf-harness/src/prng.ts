// Chance that can be repeated: a gate that failed once is run again with its printed seed.

/** Gives numbers from 0 up to, but not including, 1. */
export type Random = () => number;

/**
 * The same numbers for the same seed (a whole number below 2^32), on every machine.
 * Mulberry32 by Tommy Ettinger: small, public domain, and far more even than an order of runs needs.
 */
export function prng(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy of `items` in an order in which each permutation is equally likely (Fisher and Yates). */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return order;
}
