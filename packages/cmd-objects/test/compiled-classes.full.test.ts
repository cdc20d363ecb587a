// Random methods, interpreted and compiled to TypeScript, in number.
import { expect, it } from 'vitest';
import { differences } from './compiled-random.ts';

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);

it.each(SEEDS)('seed %i', { timeout: 300_000 }, async (seed) => {
  const { found } = await differences(seed, seed % 5 === 0);
  expect(found).toEqual([]);
});
