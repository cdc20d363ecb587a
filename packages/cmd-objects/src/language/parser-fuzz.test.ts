import { expect, test } from 'vitest';
import { checkSoup } from '../../test/parser-checks.ts';
import { PROGRAM } from '../../test/parser-soup.ts';
import { countSteps, parse, parseBody } from './parse.ts';

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

/** How much longer eight times the text takes: 8 is as it should be, and 64 when each line looks at all that follow. */
function growth(text: (count: number) => string): number {
  const small = text(300);
  const large = text(2400);
  const times = [1, 2, 3].map(() => [milliseconds(small), milliseconds(large)] as const);
  const shortest = (which: 0 | 1): number => Math.min(...times.map((pair) => pair[which]));
  return shortest(1) / Math.max(shortest(0), 1);
}

function milliseconds(text: string): number {
  const start = performance.now();
  parse(`C subclass: Object\n${text}`);
  parse(`C subclass: Object\n  method: a [ ${text}`);
  parse(`C subclass: Object\n  rawMethod: a [ ${text}`);
  parseBody(text);
  return performance.now() - start;
}

test.each([
  '  method: a [ ${b\n',
  '  method: a [ "$(b\n',
  '  method: a [ [\n',
  '  method: a [ x := ) ]\n',
  '  rawMethod: a [ cat <<X\n ]\n',
  '  method: a [ ` ]\n',
  '  rawMethod: a [ echo "${a[b" ]\n',
  '#a  b\n',
  'echo x <<X\n',
  'x := y [ ]\n',
  "x := 'y\n",
  '[',
  '(',
  '"$(',
  '${',
  '$((',
  '@ ',
  '`',
  '<<A ',
  '#(',
  '|',
  'x := ',
  '[[ ',
  '\n',
])('%j over and over takes a time that grows as the text does', (piece) => {
  expect(growth((count) => piece.repeat(count))).toBeLessThan(30);
});
