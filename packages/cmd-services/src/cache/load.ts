// The routes of a registry for a command: from the cache, or from the compiler, which is a bundle of its own.
import type { OnProgress } from '../classifier/train-model.ts';
import type { Registry } from '../registry/types.ts';
import { cachedRoutes, type RegistryId } from './cached.ts';
import { openRoutes, type Routes } from './routes.ts';

/** The compiler, and what judges its result. */
export const compilePart = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#compile') as typeof import('#compile');

export interface LoadOptions {
  /** Reads the registry; asked only when the cache has nothing for it. */
  read: () => Registry | Promise<Registry>;
  onProgress?: OnProgress;
}

/** The routes of the registry with this hash, ready to decide. */
export async function loadRoutes(
  id: RegistryId,
  { read, onProgress }: LoadOptions,
): Promise<Routes> {
  const routes = cachedRoutes(id) ?? newRoutes(await read(), onProgress);
  await routes.prepare();
  return routes;
}

function newRoutes(registry: Registry, onProgress: OnProgress | undefined): Routes {
  const { compileAndKeep } = compilePart();
  const { bytes } = compileAndKeep(registry, onProgress ? { onProgress } : {});
  return openRoutes(bytes, registry.source);
}
