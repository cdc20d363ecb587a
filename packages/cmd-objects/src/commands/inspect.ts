// objects inspect: an object with its variables, or a class with its methods and where each runs.
import type { Outcome } from '@rhachet/kit';
import { printable } from '@rhachet/kit';
import { reportText } from '../repl/text.ts';
import { type ObjectsCall, runtime } from './explain.ts';
import { runtimeOptions } from './places.ts';

export function inspect({ options, words, json }: ObjectsCall): Outcome {
  const [name] = words;
  const report = runtime().withRuntime(runtimeOptions(options), (opened) =>
    name === undefined ? opened.classes() : opened.inspect(name),
  );
  if (json) return { print: `${JSON.stringify(report)}\n` };
  if (Array.isArray(report)) return { print: report.map((one) => `${printable(one)}\n`).join('') };
  return { print: reportText(report) };
}
