import { expect, test } from 'vitest';
import { checkSoup } from './parser-checks.ts';
import { growth, PIECES } from './parser-growth.ts';

test('no text of many brings the parser down', () => {
  const seed = Date.now() % 1_000_000_000;
  console.log(`seeds ${seed} to ${seed + 49_999}`);
  checkSoup(seed, 50_000);
});

test.each(PIECES)('%j over and over is read as many times more as the text is longer', (piece) => {
  expect(growth(piece, 30_000)).toBeLessThan(12);
});
