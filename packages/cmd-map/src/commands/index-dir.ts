// map index: builds or refreshes the index of a directory; only what changed is read.
import { type Call, EXIT, Failure, type Outcome, printable } from '@rhachet/kit';
import type { Built } from '../index-file/build.ts';
import { sources } from './open-map.ts';

function toText({ index, files, parsed, overloads, families, types, skipped }: Built): string {
  const lines = skipped.map(
    ({ message, location: { file, line, column } }) =>
      `skipped ${file}:${line}:${column}: ${message}`,
  );
  const sum = `${index}: ${files} files (${parsed} read), ${overloads} overloads in ${families} families, ${types} types`;
  return `${[...lines, sum].map(printable).join('\n')}\n`;
}

export function indexDir(call: Pick<Call, 'json' | 'words'>): Outcome {
  const [dir = '.'] = call.words;
  const built = sources().buildIndex(dir);
  if (built.files === 0) {
    throw new Failure(`there are no .jan files in ${dir}`, {
      code: 'NO_SOURCE',
      exit: EXIT.noInput,
    });
  }
  return { print: call.json ? `${JSON.stringify(built)}\n` : toText(built) };
}
