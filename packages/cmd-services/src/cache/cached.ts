// The hot path: the routes of a registry as an earlier call left them. Reads one file, and nothing of the compiler.
import { bytes as engine } from '#bytes';
import { cacheDirectory, type Environment } from './place.ts';
import { openRoutes, type Routes } from './routes.ts';
import { Unusable } from './sections.ts';
import { version } from '../version.ts';

/** What identifies a registry. */
export interface RegistryId {
  /** SHA-256 of its bytes, in hex. */
  hash: string;
  /** Its path, or a name for what came from elsewhere. */
  source: string;
}

/** The file of a registry by the hash of its bytes and what compiled them; `undefined` where there can be no cache. */
export function cacheFile(hash: string, env?: Environment): string | undefined {
  const directory = cacheDirectory(env);
  return directory === undefined ? undefined : `${directory}/${version}-${hash}`;
}

/** The routes that the cache holds for a registry; `undefined` where there are none that can be used. */
export function cachedRoutes({ hash, source }: RegistryId, env?: Environment): Routes | undefined {
  const path = cacheFile(hash, env);
  const found = path === undefined ? undefined : engine.read(path);
  if (!found) return undefined;
  try {
    const routes = openRoutes(found, source);
    return routes.head.hash === hash ? routes : undefined;
  } catch (error) {
    // Damaged or of another format: it is made again.
    if (error instanceof Unusable) return undefined;
    throw error;
  }
}
