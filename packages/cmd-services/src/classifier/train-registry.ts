// `routes train`: learns a registry anew, keeps what was learnt, and says how good it looks from inside.
import { compileAndKeep } from '../cache/keep.ts';
import type { Environment } from '../cache/place.ts';
import { openRoutes, type Routes } from '../cache/routes.ts';
import type { Registry } from '../registry/types.ts';
import type { OnProgress } from './train-model.ts';

export interface TrainOptions {
  registry: Registry;
  /** What no service should answer; without it those that were given before. */
  refusals?: string[];
  /** Called after each class with how many are done, and of how many. */
  onProgress?: OnProgress;
  env?: Environment;
}

export interface Trained {
  routes: Routes;
  orgs: number;
  services: number;
  rules: number;
  /** Examples that the registry gives. */
  examples: number;
  /** Absent where earlier ones were taken up again. */
  refusals?: number;
  /** Size of the compiled registry. */
  bytes: number;
  ms: number;
  /** Where it is kept; absent where there is no cache directory to write to. */
  path?: string;
}

/** Trains and keeps. Deterministic: the same registry and refusals give the same bytes. */
export function trainRegistry({ registry, refusals, onProgress, env }: TrainOptions): Trained {
  const started = performance.now();
  const { bytes, path } = compileAndKeep(registry, {
    ...(refusals ? { refusals } : {}),
    ...(onProgress ? { onProgress } : {}),
    ...(env ? { env } : {}),
  });
  const services = registry.orgs.flatMap((org) => org.services);
  return {
    routes: openRoutes(bytes, registry.source),
    orgs: registry.orgs.length,
    services: services.length,
    rules: registry.rules.length,
    examples: services.reduce((sum, { examples }) => sum + examples.length, 0),
    ...(refusals ? { refusals: refusals.length } : {}),
    bytes: bytes.length,
    ms: performance.now() - started,
    ...(path === undefined ? {} : { path }),
  };
}
