// Asks g++ as an independent judge; the same with large counts: differential.full.test.ts.
import { hasTool } from '@rhachet/testing';
import { describe, expect, it } from 'vitest';
import { CALLS, compareWithCompiler } from './differential.ts';

const PROGRAMS = 20;

describe.skipIf(!hasTool('g++'))('against g++ (skipped without it)', () => {
  it(`${PROGRAMS * CALLS} calls`, () => {
    const seed = Number(process.env.RHACHET_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.log(`RHACHET_TEST_SEED=${seed}`);
    const { faults, same, incomparable } = compareWithCompiler(PROGRAMS, seed);
    expect(faults, `RHACHET_TEST_SEED=${seed}`).toEqual([]);
    expect(same + incomparable).toBe(PROGRAMS * CALLS);
  });
});
