// Compiling a registry and keeping the result, with the refusals that its owner once gave.
import type { OnProgress } from '../classifier/train-model.ts';
import type { Registry } from '../registry/types.ts';
import { cacheFile } from './cached.ts';
import { compile } from './compile.ts';
import { cacheDirectory, type Environment, makePrivate, placeFile } from './place.ts';

export interface KeepOptions {
  /** What no service should answer. They are remembered for later versions of the same file. */
  refusals?: string[];
  onProgress?: OnProgress;
  env?: Environment;
}

/** Refusals are remembered by the path of the registry, which stays when its content changes. */
function refusalsFile(source: string, env: KeepOptions['env']): string | undefined {
  const directory = cacheDirectory(env);
  if (directory === undefined) return undefined;
  const { createHash } = process.getBuiltinModule('node:crypto');
  return `${directory}/${createHash('sha256').update(source).digest('hex')}.refusals`;
}

function rememberedRefusals(source: string, env: KeepOptions['env']): string[] {
  const path = refusalsFile(source, env);
  if (path === undefined) return [];
  try {
    const found = JSON.parse(
      process.getBuiltinModule('node:fs').readFileSync(path, 'utf8'),
    ) as unknown;
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** A cache that cannot be written costs the next call its time, and nothing else. */
function tryToWrite(path: string | undefined, content: Uint8Array | string): boolean {
  if (path === undefined) return false;
  try {
    makePrivate(path.slice(0, path.lastIndexOf('/')));
    placeFile(path, content);
    return true;
  } catch {
    return false;
  }
}

export interface Kept {
  /** The compiled form. */
  bytes: Uint8Array;
  /** Where it was written; absent where it could not be. */
  path?: string;
}

/** Compiles a registry and keeps it. Many processes may do so at once: what they write is the same. */
export function compileAndKeep(registry: Registry, options: KeepOptions = {}): Kept {
  const { refusals, onProgress, env } = options;
  const known = refusals ?? rememberedRefusals(registry.source, env);
  const bytes = compile(registry, { refusals: known, ...(onProgress ? { onProgress } : {}) });
  if (refusals) tryToWrite(refusalsFile(registry.source, env), JSON.stringify(refusals));
  const path = cacheFile(registry.hash, env);
  const isWritten = tryToWrite(path, bytes);
  return { bytes, ...(isWritten && path !== undefined ? { path } : {}) };
}
