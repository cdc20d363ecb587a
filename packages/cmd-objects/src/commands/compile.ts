// objects compile: what becomes of each method of a class file as bytecode, and why some have none.
import { EXIT, Failure, type Outcome, printable, usage } from '@rhachet/kit';
import type { CompiledMethod } from '../check/compile-file.ts';
import { readSource } from './check.ts';
import { type ObjectsCall, tools } from './explain.ts';

export interface CompileOptions {
  output?: string;
}

/** Prints each method as instructions; with --output, writes a file per method instead. 65 for a file with mistakes. */
export function compile({ options, words, json }: ObjectsCall<CompileOptions>): Outcome {
  const [path] = words;
  if (path === undefined)
    throw usage('compile needs a file', 'such as: objects compile Counter.trash');
  const text = readSource(path);
  const methods = tools().withRuntime({ database: ':memory:' }, ({ space }) =>
    tools().compileFile({ path, text }, space),
  );
  const { output } = options;
  const files = output === undefined ? [] : written(methods, output);
  if (json) return { print: `${JSON.stringify(methods.map(withoutBytes))}\n` };
  return { print: methods.map((method, at) => methodText(method, files[at])).join('') };
}

function written(methods: readonly CompiledMethod[], directory: string): (string | undefined)[] {
  const { mkdirSync, writeFileSync } = process.getBuiltinModule('node:fs');
  try {
    mkdirSync(directory, { recursive: true });
    return methods.map(({ name, bytes }) => {
      if (bytes === null) return undefined;
      const file = `${directory}/${name}.ttbc`;
      writeFileSync(file, bytes);
      return file;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`cannot write to ${directory}: ${reason}`, {
      code: 'NO_OUTPUT',
      exit: EXIT.noInput,
      cause,
    });
  }
}

const withoutBytes = ({ name, shown, reason, size, listing }: CompiledMethod): object => ({
  name,
  shown,
  reason,
  size,
  listing,
});

function methodText(
  { shown, reason, size, listing }: CompiledMethod,
  file: string | undefined,
): string {
  if (reason !== null) return `${printable(shown)}: none: ${printable(reason)}\n`;
  const head = `${printable(shown)}: ${size} bytes${file === undefined ? '' : `, ${printable(file)}`}\n`;
  return file === undefined ? head + (listing ?? '').replace(/^(?=.)/gm, '  ') : head;
}
