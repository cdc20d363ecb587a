// The packed program as a user calls it, on both engines.
import { installedBin, makeRepo, type Repo, type Result, run } from '@rhachet/testing';
import { SEED } from '../src/testing/seed.fixture.ts';

export interface CallOptions {
  input?: string;
  env?: Record<string, string | undefined>;
}

export interface Place {
  repo: Repo;
  /** Calls `dispatcher` with these words. */
  call: (words: string[], options?: CallOptions) => Promise<Result>;
}

/** The engines that a call runs on, as what is added to its environment. */
export const ENGINES = [
  ['Bun', {}],
  ['Node', { RHACHET_ENGINE: 'node' }],
] as const;

/** A repository with the registry of the first example, unless `registry` is another. */
export function makePlace(env: Record<string, string> = {}, registry = SEED): Place {
  const repo = makeRepo({ 'routes/registry.yaml': registry });
  const call: Place['call'] = (words, options = {}) =>
    run([installedBin('dispatcher'), ...words], {
      cwd: repo.dir,
      input: options.input ?? '',
      env: { ...env, ...options.env },
    });
  return { repo, call };
}

/** The registry of the first example at a server's port. */
export const seedAt = (port: number): string =>
  SEED.replaceAll(/http:\/\/(lucidia|alice):\d+/g, `http://127.0.0.1:${port}`);
