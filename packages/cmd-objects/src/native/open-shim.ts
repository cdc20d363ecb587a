// libtrashtalk as it is loaded: a shared object, or where no compiler can make one, compiled in memory by Bun.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffi } from './bun-ffi.ts';
import { builtShim, cacheDirectory, type Environment, NoCompiler } from './build-shim.ts';
import type { Compiled, Library } from './ffi.ts';
import { FUNCTION_NAMES, shimForMemory } from './shim-table.ts';
import { stubLibrary, TABLE } from './stub-library.ts';

export interface Shim {
  readonly library: Library;
  /** Of the shared object that has the functions; '' where plugins find them already. */
  readonly path: string;
}

/** The code of a stub is that of one processor. */
const HAS_STUB = process.platform === 'linux' && process.arch === 'x64';

/** @throws Error in one line */
export function openShim(environment: Environment): Shim {
  try {
    const path = builtShim(environment);
    return { library: ffi.open(path), path };
  } catch (error) {
    if (!(error instanceof NoCompiler) || !HAS_STUB) throw error;
    compiled ??= compiledInMemory(cacheDirectory(environment));
    return { library: compiled.library(), path: '' };
  }
}

/** One for the process: the first file that has the functions is where plugins find them. */
let compiled: Compiled | null = null;

/** Nothing stays in the directory: Bun has the code, and the system the stub. */
function compiledInMemory(directory: string): Compiled {
  const source = join(directory, `libtrashtalk.${process.pid}.c`);
  const stub = join(directory, `libtrashtalk.${process.pid}.so`);
  try {
    writeFileSync(source, shimForMemory(), { mode: 0o600 });
    writeFileSync(stub, stubLibrary(FUNCTION_NAMES), { mode: 0o600 });
    const made = ffi.compile(source);
    const table = ffi.share(stub, TABLE);
    if (table === 0) throw new Error('the system does not load the functions for plugins');
    made.tellFunctions(table);
    return made;
  } finally {
    rmSync(source, { force: true });
    rmSync(stub, { force: true });
  }
}
