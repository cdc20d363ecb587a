import { expect, test } from 'vitest';
import { checkSoup } from '../../test/parser-checks.ts';
import { PROGRAM } from '../../test/parser-soup.ts';
import { growth, PIECES } from '../../test/parser-growth.ts';
import { countSteps, parse } from './parse.ts';

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

test.each([
  ['statements', (n: number) => `C subclass: Object\n  method: a [\n${'x := y + 1.\n'.repeat(n)}]`],
  ['methods', (n: number) => `C subclass: Object\n${'  method: a [ ^ [:x | x] ]\n'.repeat(n)}`],
  ['garbage', (n: number) => `C subclass: Object\n${"  garbage ' here\n".repeat(n)}`],
  ['open quotes', (n: number) => `C subclass: Object\n${"  method: a [ x := 'b\n".repeat(n)}`],
  [
    'texts',
    (n: number) => `C subclass: Object\n  method: a [\n${'x := "$a $(@ b c)".\n'.repeat(n)}]`,
  ],
  ['faults', (n: number) => `C subclass: Object\n  method: a [\n${'x := ) [ y ]\n'.repeat(n)}]`],
])('twice as many %s, twice as many tokens', (_, text) => {
  const ratio = countSteps(text(2000)) / countSteps(text(1000));
  expect(ratio).toBeLessThan(2.2);
});

test.each(PIECES)('%j over and over takes a time that grows as the text does', (piece) => {
  expect(growth(piece, 3000)).toBeLessThan(30);
});
