// A service that is down gets at most a fifth more calls.
import { expect, it } from 'vitest';
import { RetryBudget } from './retry-budget.ts';

it('of 1,000 calls that all want two more tries, 220 tries are granted', () => {
  const budget = new RetryBudget();
  let granted = 0;
  for (let call = 0; call < 1000; call += 1) {
    budget.earn('FND.crm');
    for (let more = 0; more < 2; more += 1) granted += budget.spend('FND.crm') ? 1 : 0;
  }
  // A fifth, and the reserve that lets a single call try as often as it likes.
  expect(granted).toBeGreaterThanOrEqual(199);
  expect(granted).toBeLessThanOrEqual(220);
});

it('services do not share it', () => {
  const budget = new RetryBudget();
  while (budget.spend('A.x'));
  expect(budget.spend('A.y')).toBe(true);
});
