// Class files as modules of TypeScript: compiled, written, imported as those of a user would be, and defined.
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileModule } from '../src/check/compile-file.ts';
import type { ClassDefinition, Runtime } from '../src/index.ts';
import { TrashError } from '../src/values/trash-error.ts';

/** Files with mistakes stay files: both ways of running them say the same. */
export async function defineCompiled(
  runtime: Runtime,
  directories: readonly string[],
  target: string,
): Promise<void> {
  mkdirSync(join(target, 'node_modules/@rhachet'), { recursive: true });
  const linked = join(target, 'node_modules/@rhachet/cmd-objects');
  symlinkSync(join(import.meta.dirname, '..'), linked);
  for (const path of directories.flatMap(classFiles)) {
    const text = compiledText(path, runtime);
    if (text === null) continue;
    const module = join(target, `${basename(path, '.trash')}.ts`);
    writeFileSync(module, text);
    const { default: definition } = (await import(module)) as { default: ClassDefinition };
    runtime.define(definition);
  }
}

const classFiles = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.trash'))
    .map((name) => join(directory, name));

function compiledText(path: string, runtime: Runtime): string | null {
  try {
    const text = readFileSync(path, 'utf8');
    return compileModule({ path, text, target: 'ts' }, runtime.space).text;
  } catch (error) {
    if (error instanceof TrashError) return null;
    throw error;
  }
}
