// The same as fuzz.test.ts with large counts.
import { expect, it } from 'vitest';
import { ENGINES } from './engines.ts';
import { fuzzAnswers, fuzzBodies, fuzzRegistry, fuzzWire } from './fuzz.ts';

it.each([
  ['registries', fuzzRegistry, 20_000],
  ['bodies of requests and webhooks', fuzzBodies, 50_000],
  ['answers of services', fuzzAnswers, 100_000],
])('%s', (_, fuzz, rounds) => {
  expect(fuzz(rounds)).toBeGreaterThan(0);
});

it.each(ENGINES)('answers on the wire, on $name', async ({ start }) => {
  const driver = start({});
  expect(await fuzzWire(driver, 3000).finally(() => driver.close())).toBeGreaterThan(0);
});
