import { expect, it } from 'vitest';

import { prng, shuffle } from './prng.ts';

it('gives the same numbers for one seed and others for another', () => {
  const take = (seed: number): number[] => Array.from({ length: 50 }, prng(seed));
  expect(take(7)).toEqual(take(7));
  expect(take(7)).not.toEqual(take(8));
});

it('spreads its numbers evenly from 0 to 1', () => {
  const random = prng(1);
  const tenths = new Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i++) tenths[Math.floor(random() * 10)]! += 1;
  // Binomial(10000, 0.1): five standard deviations are 150.
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

it('shuffles into every order equally often, and keeps its argument', () => {
  const items = ['a', 'b', 'c'];
  const random = prng(2);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = shuffle(items, random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  // Binomial(6000, 1/6): five standard deviations are 144.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(144);
  expect(items).toEqual(['a', 'b', 'c']);
});
