// The parser never throws and comes to an end; with large counts: parser-fuzz.full.test.ts.
import { expect, it } from 'vitest';
import { randomFrom } from './judge.ts';
import { hostileText, readAll, repeated } from './parser-fuzz.ts';

it('texts by chance', () => {
  const seed = Number(process.env.RHACHET_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const random = randomFrom(seed);
  for (let at = 0; at < 1500; at++) {
    const text = hostileText(random);
    expect(() => readAll(text), `RHACHET_TEST_SEED=${seed}, ${JSON.stringify(text)}`).not.toThrow();
  }
});

it.each(Object.entries(repeated(5000)))('%j, 5000 times', (_name, text) => {
  expect(() => readAll(text)).not.toThrow();
});
