// The hot path: the routes of a registry as an earlier call left them. Reads one file, and nothing of the compiler.
import { bytes as engine } from '#bytes';
import { cacheDirectory } from './place.ts';
import { openRoutes, type Routes } from './routes.ts';
import { Unusable } from './sections.ts';

/** The file of a registry by the hash of its bytes; `undefined` where there can be no cache. */
export function cacheFile(
  hash: string,
  env?: Record<string, string | undefined>,
): string | undefined {
  const directory = cacheDirectory(env);
  return directory === undefined ? undefined : `${directory}/${hash}`;
}

/** The routes that the cache holds for a registry; `undefined` where there are none that can be used. */
export async function cachedRoutes(
  { hash, source }: { hash: string; source: string },
  env?: Record<string, string | undefined>,
): Promise<Routes | undefined> {
  const path = cacheFile(hash, env);
  const found = path === undefined ? undefined : engine.read(path);
  if (!found) return undefined;
  try {
    const routes = await openRoutes(found, source);
    return routes.head.hash === hash ? routes : undefined;
  } catch (error) {
    // Damaged or of another format: it is made again.
    if (error instanceof Unusable || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
