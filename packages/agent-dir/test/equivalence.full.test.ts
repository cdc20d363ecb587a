// The same with a fresh seed each time and many more steps; RHACHET_STEPS=100000 for a long run.
import { expect, it } from 'vitest';
import { changeAndCall } from './equivalence.ts';

it('2,000 steps: each call that the launcher answers runs what the runtime would run', () => {
  const seen = changeAndCall(Number(process.env.RHACHET_STEPS ?? 2_000));
  expect(seen.faults).toEqual([]);
  expect(seen.hits).toBeGreaterThan(100);
});
