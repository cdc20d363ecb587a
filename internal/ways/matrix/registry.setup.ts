// vitest's globalSetup: a registry with two versions of every package, and a home directory whose caches all tests share.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishWorkspace, startRegistry } from '@rhachet/registry';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A directory outside of the repository: a package must not be found in the repository's node_modules. */
    base: string;
    /** What leads package managers to the registry. */
    registryEnv: Record<string, string>;
  }
}

export const OLD = '0.1.0';
export const NEW = '0.2.0';

export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-matrix-')));
  mkdirSync(join(base, 'home'));
  const registry = await startRegistry(join(base, 'registry'));
  await publishWorkspace(registry, { versions: OLD });
  await publishWorkspace(registry, { versions: NEW });
  provide('base', base);
  provide('registryEnv', { ...registry.env });
  return async () => {
    await registry.stop();
    rmSync(base, { recursive: true, force: true });
  };
}
