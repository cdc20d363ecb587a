// Nothing that comes from outside makes it crash, or speak of a mistake without its place. Large counts: fuzz.full.test.ts.
import { expect, it } from 'vitest';
import { ENGINES } from './engines.ts';
import { fuzzAnswers, fuzzBodies, fuzzRegistry, fuzzWire } from './fuzz.ts';

it.each([
  ['registries', fuzzRegistry, 300],
  ['bodies of requests and webhooks', fuzzBodies, 500],
  ['answers of services', fuzzAnswers, 1000],
])('%s', (_, fuzz, rounds) => {
  const taken = fuzz(rounds);
  // Some are good, or only good ones would have been looked at; most are not.
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(rounds);
});

it.each(ENGINES)('answers on the wire, on $name', async ({ start }) => {
  const driver = start({});
  const taken = await fuzzWire(driver, 60).finally(() => driver.close());
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(60);
});
