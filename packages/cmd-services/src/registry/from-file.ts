// Loading a registry at once, for the library: its constructor and `listRoutes` do not wait.
import { readFileSync } from 'node:fs';
import { EXIT, Failure } from '@rhachet/kit';
import { files } from '#files';
import { findRegistry } from './find.ts';
import { decodeRegistry, loadRegistry, type Loaded } from './load.ts';

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Failure(`cannot read ${path}: ${(cause as NodeJS.ErrnoException).code ?? ''}`, {
      code: 'NO_REGISTRY',
      exit: EXIT.noInput,
      hint: 'see what it is, and its permissions',
      cause,
    });
  }
}

/** The registry of a file, or the one that is found as the commands find it. Throws a `Failure` (exit 66, 78). */
export function registryFromFile(named?: string): Loaded {
  const source = findRegistry({ named, cwd: process.cwd() });
  const bytes = readBytes(source);
  return loadRegistry(decodeRegistry(bytes, source), { source, hash: files.sha256(bytes) });
}

/** The registry of a value that has the form of the file. Throws a `Failure` (exit 78). */
export function registryFromValue(value: object): Loaded {
  const text = JSON.stringify(value);
  const hash = files.sha256(new TextEncoder().encode(text));
  return loadRegistry(text, { source: 'registry', hash });
}
