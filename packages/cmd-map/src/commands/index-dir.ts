// map index: builds or refreshes the index of a directory; only what changed is read.
import { type Call, EXIT, Failure, type Outcome, printable } from '@rhachet/kit';
import type { Skipped } from '../model/types.ts';
import { sources } from './open-map.ts';

interface Built {
  index: string;
  files: number;
  parsed: number;
  overloads: number;
  families: number;
  types: number;
  skipped: Skipped[];
}

export function buildIndex(dir: string): Built {
  const { refresh, writeIndex } = sources();
  const { files, parsed } = refresh(dir, dir);
  const declared = files.map(({ declarations }) => declarations);
  const overloads = declared.flatMap((one) => one.overloads);
  return {
    index: writeIndex(dir, files),
    files: files.length,
    parsed,
    overloads: overloads.length,
    families: new Set(overloads.map(({ name }) => name)).size,
    types: declared.reduce((sum, { types }) => sum + types.length, 0),
    skipped: declared.flatMap((one) => one.skipped),
  };
}

export function builtText({
  index,
  files,
  parsed,
  overloads,
  families,
  types,
  skipped,
}: Built): string {
  const lines = skipped.map(
    ({ message, location: { file, line, column } }) =>
      `skipped ${file}:${line}:${column}: ${message}`,
  );
  const sum = `${index}: ${files} files (${parsed} read), ${overloads} overloads in ${families} families, ${types} types`;
  return `${[...lines, sum].map(printable).join('\n')}\n`;
}

export function indexDir(call: Pick<Call, 'json' | 'words'>): Outcome {
  const [dir = '.'] = call.words;
  const built = buildIndex(dir);
  if (built.files === 0) {
    throw new Failure(`there are no .jan files in ${dir}`, {
      code: 'NO_SOURCE',
      exit: EXIT.noInput,
    });
  }
  return { print: call.json ? `${JSON.stringify(built)}\n` : builtText(built) };
}
