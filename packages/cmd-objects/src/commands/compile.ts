// objects compile: what becomes of each method of a class file, and why not more.
import { EXIT, Failure, type Outcome, printable, usage } from '@rhachet/kit';
import {
  compileFile,
  compileModule,
  type CompiledMethod,
  type ModuleTarget,
} from '../check/compile-file.ts';
import type { CompiledModule, MethodReport } from '../codegen/report.ts';
import { readSource } from './check.ts';
import { withRuntime } from '../with-runtime.ts';
import type { ObjectsCall } from './explain.ts';

export interface CompileOptions {
  target?: string;
  output?: string;
  strict?: boolean;
}

const TARGETS = ['ttbc', 'ts', 'c'];

/**
 * Bytecode: prints each method as instructions; with --output, writes a file per method instead. Modules: prints the module,
 * or writes it, and says on stderr what became of each method. 65 for a file with mistakes, and with --strict for a method
 * that was not compiled.
 */
export function compile({ options, words, json }: ObjectsCall<CompileOptions>): Outcome {
  const [path] = words;
  if (path === undefined)
    throw usage('compile needs a file', 'such as: objects compile Counter.trash');
  const { target = 'ttbc' } = options;
  if (!TARGETS.includes(target))
    throw usage(`there is no target '${target}'`, `choose one of ${TARGETS.join(', ')}`);
  const source = { path, text: readSource(path) };
  return target === 'ttbc'
    ? asBytecode(source, options, json)
    : asModule({ ...source, target: target as ModuleTarget }, options, json);
}

interface Source {
  readonly path: string;
  readonly text: string;
}

function asBytecode(source: Source, options: CompileOptions, json: boolean): Outcome {
  const methods = withRuntime({ database: ':memory:' }, ({ space }) => compileFile(source, space));
  if (options.strict === true)
    strictly(
      methods.flatMap(({ shown, reason }) => (reason === null ? [] : [`${shown}: ${reason}`])),
      source.path,
    );
  const { output } = options;
  const files =
    output === undefined
      ? []
      : written(
          methods.map(({ name, bytes }) => ({ name: `${name}.ttbc`, content: bytes })),
          output,
        );
  if (json) return { print: `${JSON.stringify(methods.map(withoutBytes))}\n` };
  return { print: methods.map((method, at) => methodText(method, files[at])).join('') };
}

function asModule(
  source: Source & { readonly target: ModuleTarget },
  { output, strict }: CompileOptions,
  json: boolean,
): Outcome {
  const module = withRuntime({ database: ':memory:' }, ({ space }) => compileModule(source, space));
  if (strict === true) strictly(module.methods.filter(isLeft).map(reportLine), source.path);
  const [path] =
    output === undefined ? [] : written([{ name: module.file, content: module.text }], output);
  return json ? moduleJson(module, path) : moduleText(module, path);
}

/** A test is run from the class file, whatever became of it. */
const isLeft = ({ isNative, side }: MethodReport): boolean => !isNative && side !== 'test';

const reportLine = ({ name, runsIn, reason }: MethodReport): string =>
  `${name}: ${runsIn}: ${reason}`;

/** With `path` null the text is here, not in a file. */
function moduleJson(
  { name, file, text, methods }: CompiledModule,
  path: string | undefined,
): Outcome {
  const place = path === undefined ? { file, path: null, text } : { file, path };
  return { print: `${JSON.stringify({ name, ...place, methods })}\n` };
}

function moduleText({ text, methods }: CompiledModule, path: string | undefined): Outcome {
  return {
    note: methods.map((method) => `${printable(reportLine(method))}\n`).join(''),
    print: path === undefined ? text : `${printable(path)}\n`,
  };
}

/** @throws Failure (65) where there are any */
function strictly(left: readonly string[], path: string): void {
  if (left.length === 0) return;
  const count = left.length === 1 ? 'one method' : `${left.length} methods`;
  throw new Failure(`${count} of ${path} cannot be compiled as a whole`, {
    code: 'NOT_COMPILED',
    exit: EXIT.badData,
    details: [...left],
    hint: 'without --strict they are left to the class file',
  });
}

interface Written {
  readonly name: string;
  readonly content: string | Uint8Array | null;
}

/** @returns where each of them is; undefined for what has no content. @throws Failure (66) */
function written(files: readonly Written[], directory: string): (string | undefined)[] {
  const { mkdirSync, writeFileSync } = process.getBuiltinModule('node:fs');
  try {
    mkdirSync(directory, { recursive: true });
    return files.map(({ name, content }) => {
      if (content === null) return undefined;
      const file = `${directory}/${name}`;
      writeFileSync(file, content);
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
