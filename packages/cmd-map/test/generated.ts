// Maps and .jan files of any size, the same for every run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { familyText, typesText } from '../src/benchmark/project.ts';
import { DispatchMap } from '../src/model/dispatch-map.ts';
import { parseJan } from '../src/sources/jan/parse.ts';

export interface Size {
  families: number;
  /** Of each family. */
  overloads: number;
}

export const generatedText = ({ families, overloads }: Size): string =>
  typesText() + Array.from({ length: families }, (_, at) => familyText(at, overloads)).join('');

export const generatedMap = (size: Size): DispatchMap =>
  new DispatchMap(parseJan(generatedText(size), { file: 'm.jan', module: 'm' }));

/** Writes `files` files with one family each, and the types of all in one more. Returns the bytes of all. */
export function writeGenerated(dir: string, { families, overloads }: Size): number {
  let bytes = 0;
  const write = (path: string, text: string): void => {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
    bytes += text.length;
  };
  write('types.jan', `module types;\n${typesText()}`);
  for (let at = 0; at < families; at++) {
    const text = `module m${at};\nimport types;\nstruct S${at} { x: i32 }\n`;
    write(`d${at % 100}/m${at}.jan`, text + familyText(at, overloads));
  }
  return bytes;
}
