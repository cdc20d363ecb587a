// The role package that the working directory is in, and what its JavaScript declares.
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative } from 'node:path';
import type { RepoManifest } from '@rhachet/agent-dir/link';
import { EXIT, Failure, usage } from '@rhachet/kit';
import { type JsonFile, readJsonFile } from '../json-file.ts';
import { loadRegistry } from '../registry/load-registry.ts';

export interface OwnPackage {
  dir: string;
  name: string;
  packageJson: JsonFile;
  registry: RepoManifest;
}

function nearestPackage(cwd: string): string | undefined {
  for (let dir = cwd; ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'package.json'))) return dir;
    if (dir === dirname(dir)) return undefined;
  }
}

/** The package with its registry loaded. Throws a `Failure`: 64 outside of one, 78 where its module is wrong. */
export async function ownPackage(command: string): Promise<OwnPackage> {
  const dir = nearestPackage(process.cwd());
  const packageJson = dir === undefined ? undefined : readJsonFile(join(dir, 'package.json'));
  const name = packageJson?.value.name;
  if (
    dir === undefined ||
    !packageJson ||
    typeof name !== 'string' ||
    !/^(@[^/]+\/)?rhachet-roles-/.test(name)
  )
    throw usage(
      `${command} must be run inside a rhachet-roles-* package`,
      dir === undefined
        ? 'there is no package.json here or above'
        : `${dir}/package.json is not one`,
    );
  const registry = await loadRegistry(dir);
  if (registry) return { dir, name, packageJson, registry };
  throw new Failure('package does not export getRoleRegistry', {
    code: 'BAD_REGISTRY',
    exit: EXIT.badConfig,
    hint: `${dir}/package.json names no main module`,
  });
}

/** A path relative to a directory; `undefined` where it leads out of it. */
export function within(dir: string, path: string): string | undefined {
  const inside = isAbsolute(path) ? relative(dir, path) : normalize(path);
  return inside.split('/')[0] === '..' || isAbsolute(inside) ? undefined : inside;
}
