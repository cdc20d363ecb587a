// No number of the protocol's document is without a test.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const text = readFileSync(join(import.meta.dirname, 'requirements.test.ts'), 'utf8');

const named = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${letter}${at + 1}`).filter(
    (number) => !new RegExp(`\\b${number}\\b`).test(text),
  );

it('R1 to R34 and I1 to I22 are in requirements.test.ts', () => {
  expect(named('R', 34)).toEqual([]);
  expect(named('I', 22)).toEqual([]);
});
