// Whatever the bytes: refused with a reason, or run to an end. With large counts: test/bytecode-fuzz.full.test.ts.
import { describe, expect, it } from 'vitest';
import { generated, mutated, noise, randomFrom, runs, survives } from '../../test/bytecode-fuzz.ts';
import { Chunk } from './chunk.ts';
import { verify } from './verify.ts';

const seed = Number(process.env.RHACHET_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`RHACHET_TEST_SEED=${seed}`, () => {
  it('noise', () => {
    const random = randomFrom(seed);
    for (let round = 0; round < 500; round++) survives(random, noise(random));
  });

  it('containers with bytes changed', () => {
    const random = randomFrom(seed);
    let taken = 0;
    for (let round = 0; round < 1000; round++) if (survives(random, mutated(random))) taken++;
    expect(taken).toBeGreaterThan(5);
  });

  it.each([1, 2] as const)('code of version %d that means nothing', (version) => {
    const random = randomFrom(seed);
    for (let round = 0; round < 200; round++) {
      const chunk = new Chunk(generated(random, version));
      verify(chunk);
      runs(random, chunk);
    }
  });
});
