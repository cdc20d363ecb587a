// What a role package says of itself in JavaScript: getRoleRegistry() of its main module.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readRegistry, type RepoManifest } from '@rhachet/agent-dir/link';
import { EXIT, Failure } from '@rhachet/kit';
import { exports as resolveExports, legacy } from 'resolve.exports';

interface PackageJson {
  name: string;
  exports?: object | string;
}

const failed = (message: string, cause?: unknown): Failure =>
  new Failure(message, {
    code: 'BAD_REGISTRY',
    exit: EXIT.badConfig,
    hint: 'a role package exports getRoleRegistry() from its main module',
    cause,
  });

/** The file of the main module; `undefined` where the package has none, as one that is only a manifest. */
export function mainOf(dir: string, packageJson: unknown): string | undefined {
  const json = packageJson as PackageJson;
  if (json.exports !== undefined) {
    try {
      const [first] = resolveExports(json, '.', { unsafe: false }) ?? [];
      return first === undefined ? undefined : join(dir, first);
    } catch {
      // It exports other things, but no main module.
      return undefined;
    }
  }
  const main = legacy(json, { fields: ['main'] });
  if (typeof main === 'string') return join(dir, main);
  const index = join(dir, 'index.js');
  return existsSync(index) ? index : undefined;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

async function importMain(file: string): Promise<Record<string, unknown>> {
  if (!existsSync(file)) throw failed(`its main module is not there: ${file}`);
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    throw failed(`cannot load ${file}: ${firstLine(error)}`, error);
  }
}

/** A CommonJS module has its exports under `default` as well. */
function findExport(module: Record<string, unknown>): unknown {
  const inner = module.default as Record<string, unknown> | null | undefined;
  return module.getRoleRegistry ?? inner?.getRoleRegistry;
}

/**
 * The registry of the package in `dir`; `undefined` where it has no main module.
 * Throws a `Failure` (exit 78) where that cannot be loaded, or says something else.
 */
export async function loadRegistry(dir: string): Promise<RepoManifest | undefined> {
  const file = mainOf(dir, JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')));
  if (file === undefined) return undefined;
  const getRoleRegistry = findExport(await importMain(file));
  if (typeof getRoleRegistry !== 'function')
    throw failed('package does not export getRoleRegistry');
  let registry: unknown;
  try {
    registry = await (getRoleRegistry as () => unknown)();
  } catch (error) {
    throw failed(`getRoleRegistry() of ${file} failed: ${firstLine(error)}`, error);
  }
  return readRegistry(registry, `getRoleRegistry() of ${file}`);
}
