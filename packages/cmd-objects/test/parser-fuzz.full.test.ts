import { test } from 'vitest';
import { checkSoup } from './parser-checks.ts';

test('no text of many brings the parser down', () => {
  const seed = Date.now() % 1_000_000_000;
  console.log(`seeds ${seed} to ${seed + 99_999}`);
  checkSoup(seed, 100_000);
});
