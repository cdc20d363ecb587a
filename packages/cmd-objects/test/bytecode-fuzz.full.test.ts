// The same as src/bytecode/fuzz.test.ts with large counts.
import { describe, expect, it } from 'vitest';
import { Chunk } from '../src/bytecode/chunk.ts';
import { verify } from '../src/bytecode/verify.ts';
import { generated, mutated, noise, randomFrom, runs, survives } from './bytecode-fuzz.ts';

const seed = Number(process.env.RHACHET_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`RHACHET_TEST_SEED=${seed}`, () => {
  it('noise and containers with bytes changed', () => {
    const random = randomFrom(seed);
    let taken = 0;
    for (let round = 0; round < 30_000; round++) {
      survives(random, noise(random));
      if (survives(random, mutated(random))) taken++;
    }
    expect(taken).toBeGreaterThan(1000);
  });

  it.each([1, 2] as const)('code of version %d that means nothing', (version) => {
    const random = randomFrom(seed);
    for (let round = 0; round < 10_000; round++) {
      const chunk = new Chunk(generated(random, version));
      verify(chunk);
      runs(random, chunk);
    }
  });
});
