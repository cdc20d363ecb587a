// map index: builds or refreshes the index of a directory; only what changed is read. With --watch it goes on doing so.
import { type Call, EXIT, Failure, failureText, type Outcome, printable } from '@rhachet/kit';
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

/** A rebuild is one line, whatever was skipped: that was told before. */
const rebuiltText = (built: Built): string => toText({ ...built, skipped: [] });

export function indexDir(
  call: Pick<Call, 'json' | 'words'> & { options: { watch?: true } },
): Outcome {
  const [dir = '.'] = call.words;
  const { built, survey } = sources().buildIndex(dir);
  if (built.files === 0) {
    throw new Failure(`there are no .jan files in ${dir}`, {
      code: 'NO_SOURCE',
      exit: EXIT.noInput,
    });
  }
  const print = (one: Built, text: (built: Built) => string): string =>
    call.json ? `${JSON.stringify(one)}\n` : text(one);
  if (!call.options.watch) return { print: print(built, toText) };
  const { Output, onStop, watchIndex } = sources();
  const output = new Output();
  output.out(print(built, toText));
  const watching = watchIndex({
    dir,
    survey,
    onBuilt: (build) => output.out(print(build.built, rebuiltText)),
    onError: (error) => output.note(failureText(error, call.json)),
  });
  onStop((exit) => {
    watching.close();
    output.end(exit);
  });
  return { stream: output.chunks() };
}
