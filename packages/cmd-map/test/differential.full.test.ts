// 20,000 random calls, judged by g++, in parts that one compilation can hold.
import { describe, expect, it } from 'vitest';
import { CALLS, type Comparison, compareWithCompiler } from './differential.ts';

const PROGRAMS = 80;
const PARTS = 10;

describe('against g++', () => {
  const first = Number(process.env.RHACHET_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const parts: Comparison[] = [];

  it.each(Array.from({ length: PARTS }, (_, part) => first + part))('seed %i', (seed) => {
    const part = compareWithCompiler(PROGRAMS, seed);
    parts.push(part);
    expect(part.faults).toEqual([]);
  });

  it('both sides said yes, no and ambiguous, and the two rules seldom differ', () => {
    const sum = (of: 'same' | 'incomparable' | 'none' | 'ambiguous'): number =>
      parts.reduce((total, part) => total + part[of], 0);
    expect(sum('same') + sum('incomparable')).toBe(PARTS * PROGRAMS * CALLS);
    expect(sum('none')).toBeGreaterThan(0);
    expect(sum('ambiguous')).toBeGreaterThan(0);
    expect(sum('incomparable')).toBeLessThan(PARTS * PROGRAMS * CALLS * 0.05);
  });
});
