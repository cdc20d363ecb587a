// A class file in two directories, as a file alone and with the plugin that it was compiled to beside it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { cModule } from '../src/codegen/c/module.ts';
import { parse } from '../src/language/parse.ts';
import { header } from '../src/native/header.ts';
import type { ClassParts } from '../src/space/trash-class.ts';

const STRICT = ['-Wall', '-Wextra', '-Werror', '-pedantic', '-std=c11', '-O1', '-shared', '-fPIC'];

export interface Compared {
  readonly expected: readonly string[];
  readonly found: readonly string[];
  /** Where the methods of the plugin ran, and why there. */
  readonly kinds: readonly string[];
}

/** Runs all methods with one argument, by the file alone and with its plugin. */
export function compared(text: string, dir: string): Compared {
  const { unit } = parse(text);
  if (!unit) throw new Error('no class');
  const { name } = unit;
  const [file, plugin] = [join(dir, name, 'file'), join(dir, name, 'plugin')];
  // The shim and copies of plugins.
  for (const place of [file, plugin]) {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${name}.trash`), text);
  }
  const { text: source } = cModule({ unit, parts: {} as ClassParts, file: `${name}.trash` });
  writeFileSync(join(dir, 'libtrashtalk.h'), header());
  writeFileSync(join(dir, `${name}.c`), source);
  const output = join(plugin, `${name}.so`);
  execFileSync('gcc', [...STRICT, '-I.', '-o', output, `${name}.c`, '-lm'], { cwd: dir });
  const selectors = unit.methods
    .filter(({ kind, parameters }) => kind === 'instance' && parameters.length === 1)
    .map(({ shown }) => shown);
  const asked = JSON.stringify({ className: name, selectors, argument: '6' });
  const script = join(import.meta.dirname, 'compiled-c-process.ts');
  const args = ['--conditions=@rhachet/source', script, file, plugin, asked];
  return JSON.parse(execFileSync(bunPath(), args, { encoding: 'utf8' })) as Compared;
}
