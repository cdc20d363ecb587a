// For the library, which is one bundle: the routes of a registry, cached or made now, with every engine at hand.
import { useLinear } from '../decision/pattern.ts';
import { compileLinear } from '../linear.entry.ts';
import type { Registry } from '../registry/types.ts';
import { cachedRoutes } from './cached.ts';
import { compileAndKeep, type KeepOptions } from './keep.ts';
import { openRoutes, type Routes } from './routes.ts';

/** The routes of a registry as an earlier process left them, or new ones. With refusals they are always new. */
export function routesFor(registry: Registry, options: KeepOptions = {}): Routes {
  useLinear(compileLinear);
  const known = options.refusals ? undefined : cachedRoutes(registry, options.env);
  return known ?? openRoutes(compileAndKeep(registry, options).bytes, registry.source);
}
