// Maps and .jan files of any size, the same for every run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DispatchMap } from '../src/model/dispatch-map.ts';
import type { CallSite } from '../src/resolve/types.ts';
import { parseJan } from '../src/sources/jan/parse.ts';

export interface Size {
  families: number;
  /** Of each family. */
  overloads: number;
}

/** A tree of types, four below each: T1 to T4 below T0, and so on. */
const TYPES = 85;

const hierarchy = (): string =>
  Array.from({ length: TYPES }, (_, at) =>
    at === 0 ? 'struct T0;\n' : `struct T${at} extends T${Math.floor((at - 1) / 4)};\n`,
  ).join('');

/** The first parameters are types from the root on, so that a call with a leaf has several that take it. */
const overload = (family: number, at: number): string =>
  `pub func f${family}(x: T${at % TYPES}, y: ${at % 2 === 0 ? 'T0' : 'T1'}, z: i32) -> i32 { }\n`;

function familyText(family: number, overloads: number): string {
  return Array.from({ length: overloads }, (_, at) => overload(family, at)).join('');
}

export const generatedText = ({ families, overloads }: Size): string =>
  hierarchy() + Array.from({ length: families }, (_, at) => familyText(at, overloads)).join('');

export const generatedMap = (size: Size): DispatchMap =>
  new DispatchMap(parseJan(generatedText(size), { file: 'm.jan', module: 'm' }));

/** A call of a family, with types that vary with `round`. */
export const callOf = (family: number, round: number): CallSite => ({
  symbol: `f${family}`,
  args: [`T${(round * 7) % TYPES}`, `T${5 + (round % 4)}`, 'i32'],
});

/** Writes `files` files with one family each, and the types of all in one more. Returns the bytes of all. */
export function writeGenerated(dir: string, { families, overloads }: Size): number {
  let bytes = 0;
  const write = (path: string, text: string): void => {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
    bytes += text.length;
  };
  write('types.jan', `module types;\n${hierarchy()}`);
  for (let at = 0; at < families; at++) {
    const text = `module m${at};\nimport types;\nstruct S${at} { x: i32 }\n`;
    write(`d${at % 100}/m${at}.jan`, text + familyText(at, overloads));
  }
  return bytes;
}
