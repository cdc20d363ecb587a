// Writes a project of a scenario's size as .jan files, the same for every run.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallSite } from '../resolve/types.ts';
import { type Scenario, sizeOf } from './scenarios.ts';

/** A tree of types, four below each: T1 to T4 below T0, and so on. */
const TYPES = 85;
const FAMILIES_OF_A_FILE = 100;

export const typesText = (): string =>
  Array.from({ length: TYPES }, (_, at) =>
    at === 0 ? 'struct T0;\n' : `struct T${at} extends T${Math.floor((at - 1) / 4)};\n`,
  ).join('');

/** The first parameters are types from the root on, so that a call with a leaf has several that take it. */
const overloadText = (family: number, at: number): string =>
  `pub func f${family}(x: T${at % TYPES}, y: ${at % 2 === 0 ? 'T0' : 'T1'}, z: i32) -> i32 { }\n`;

export const familyText = (family: number, overloads: number): string =>
  Array.from({ length: overloads }, (_, at) => overloadText(family, at)).join('');

/** A call of a family, with other types in each round. */
export const callOf = (family: number, round: number): CallSite => ({
  symbol: `f${family}`,
  args: [`T${(round * 7) % TYPES}`, `T${5 + (round % 4)}`, 'i32'],
});

export function writeProject(dir: string, scenario: Scenario): void {
  writeFileSync(join(dir, 'types.jan'), `module types;\n${typesText()}`);
  for (let from = 0; from < scenario.families; from += FAMILIES_OF_A_FILE) {
    const to = Math.min(from + FAMILIES_OF_A_FILE, scenario.families);
    const families = Array.from({ length: to - from }, (_, at) =>
      familyText(from + at, sizeOf(scenario, from + at)),
    );
    const text = `module m${from};\nimport types;\n${families.join('')}`;
    writeFileSync(join(dir, `m${from}.jan`), text);
  }
}
