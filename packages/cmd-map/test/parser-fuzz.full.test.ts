// The parser against a hundred thousand texts, and texts of a size at which more than linear work would not end.
import { expect, it } from 'vitest';
import { randomFrom } from './judge.ts';
import { hostileText, readAll, repeated } from './parser-fuzz.ts';

it('texts by chance', () => {
  const seed = Number(process.env.RHACHET_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`RHACHET_TEST_SEED=${seed}`);
  const random = randomFrom(seed);
  for (let at = 0; at < 100_000; at++) {
    const text = hostileText(random);
    expect(() => readAll(text), `RHACHET_TEST_SEED=${seed}, ${JSON.stringify(text)}`).not.toThrow();
  }
});

/** Quadratic work would take hours: the limit of the test is far from both. */
it.each(Object.entries(repeated(200_000)))('%j, 200,000 times', (_name, text) => {
  const before = process.memoryUsage().rss;
  expect(() => readAll(text)).not.toThrow();
  const grown = process.memoryUsage().rss - before;
  expect(grown).toBeLessThan(600 * text.length + 200_000_000);
});
