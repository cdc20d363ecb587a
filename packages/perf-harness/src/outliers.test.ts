import { expect, it } from 'vitest';

import { outliersOf } from './outliers.ts';

it('labels what lies beyond the fences of Tukey, on both sides', () => {
  // Quartiles 11 and 13: mild below 8 and above 16, severe below 5 and above 19.
  const samples = [10, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 17, 20, 7.5, 1];
  expect(outliersOf(samples)).toEqual([
    { index: 11, ms: 17, kind: 'mild' },
    { index: 12, ms: 20, kind: 'severe' },
    { index: 13, ms: 7.5, kind: 'mild' },
    { index: 14, ms: 1, kind: 'severe' },
  ]);
});

it('finds none on the fence, among equals, or in an empty list', () => {
  expect(outliersOf([1, 4, 4, 6, 6, 9])).toEqual([]);
  expect(outliersOf([3, 3, 3, 3])).toEqual([]);
  expect(outliersOf([])).toEqual([]);
});
