// What holds for every text: the parser comes back, and all that it says is in the text.
import { expect } from 'vitest';
import type { Position } from '../src/language/ast.ts';
import { parse, parseBody } from '../src/language/parse.ts';
import { randomOf, soup } from './parser-soup.ts';

/** Parses `count` texts; a seed that fails is in the message, and makes the same text again. */
export function checkSoup(firstSeed: number, count: number): void {
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const text = soup(randomOf(seed));
    try {
      checkText(text);
    } catch (error) {
      throw new Error(`seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
}

function checkText(text: string): void {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const { unit, problems } = parse(text);
  const inBody = parseBody(text);
  expect(unit !== null || problems.length > 0).toBe(true);
  const said = [...problems, ...inBody.problems];
  expect(said.every(({ message }) => message !== '')).toBe(true);
  const places = positionsIn({ unit, body: inBody.body, said });
  const outside = places.filter(
    ({ line, column }) => !(column >= 0 && column <= (lines[line - 1]?.length ?? -1)),
  );
  expect(outside).toEqual([]);
}

function positionsIn(value: unknown): Position[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === 'at' ? [inner as Position] : positionsIn(inner),
  );
}
