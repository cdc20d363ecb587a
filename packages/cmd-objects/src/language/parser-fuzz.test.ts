import { expect, test } from 'vitest';
import { checkSoup } from '../../test/parser-checks.ts';
import { PROGRAM } from '../../test/parser-soup.ts';
import { growth, PIECES } from '../../test/parser-growth.ts';
import { parse } from './parse.ts';

test('the program that is cut and changed is right as it stands', () => {
  const { unit, problems } = parse(PROGRAM);
  expect(problems).toEqual([]);
  expect(unit?.methods).toHaveLength(4);
});

test('no text brings the parser down', () => {
  const seed = Date.now() % 1_000_000;
  console.log(`seeds ${seed} to ${seed + 399}`);
  checkSoup(seed, 400);
});

test.each(PIECES)('%j over and over is read as many times more as the text is longer', (piece) => {
  expect(growth(piece, 1500)).toBeLessThan(12);
});
