// The index never decides what the runtime would not: random changes, with calls between them.
import { expect, it } from 'vitest';
import { changeAndCall } from './equivalence.ts';

it('300 steps: each call that the launcher answers runs what the runtime would run', () => {
  const seen = changeAndCall(300);
  expect(seen.faults).toEqual([]);
  expect(seen.hits).toBeGreaterThan(10);
});
