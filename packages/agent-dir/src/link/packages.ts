// The role packages of a project: what its package.json lists, found in node_modules, their manifests read.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { EXIT, Failure, isFailure } from '@rhachet/kit';
import type { PackageProblem, RolePackage } from './types.ts';

const ROLE_PACKAGE = /^(?:@[^/]+\/)?rhachet-roles-[^/]+$/;

type Listed = Partial<Record<'dependencies' | 'devDependencies', Record<string, unknown>>>;

function readPackageJson(file: string): Listed {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return {};
    throw new Failure(`cannot read ${file}: ${(error as Error).message}`, {
      code: 'BAD_PACKAGE_JSON',
      exit: EXIT.badData,
      hint: 'the role packages of a project are those that its package.json lists',
      cause: error,
    });
  }
}

function listedNames(root: string): string[] {
  const { dependencies, devDependencies } = readPackageJson(join(root, 'package.json'));
  const names = Object.keys({ ...dependencies, ...devDependencies });
  return names.filter((name) => ROLE_PACKAGE.test(name)).sort();
}

/** Node's way of finding a package: node_modules in each directory upwards. */
function findInstalled(name: string, root: string): string | undefined {
  for (let at = root; ; at = dirname(at)) {
    const dir = join(at, 'node_modules', name);
    if (existsSync(join(dir, 'package.json'))) return dir;
    if (at === dirname(at)) return undefined;
  }
}

async function loadPackage(name: string, root: string): Promise<RolePackage | PackageProblem> {
  const problem = (message: string, broken = false) => ({ package: name, message, broken });
  const dir = findInstalled(name, root);
  if (dir === undefined) return problem('is not installed');
  const { MANIFEST, readManifest } = await import('./read-manifest.ts');
  const file = join(dir, MANIFEST);
  if (!existsSync(file)) return problem(`has no ${MANIFEST}`);
  try {
    return { name, dir, manifest: readManifest(file), trusted: false };
  } catch (error) {
    const said = error as Error & { code?: string };
    if (!isFailure(error) && said.code === undefined) throw error;
    return problem(said.message.replaceAll(file, relative(root, file) || file), true);
  }
}

/**
 * The `rhachet-roles-*` packages (also `@scope/rhachet-roles-*`) in dependencies and devDependencies of
 * `<root>/package.json`, sorted by name, and why the others bring no roles.
 * `dir` is the path in node_modules, so that links stay right when a package manager replaces what is there.
 * Throws a `Failure` (exit 65) when package.json is not JSON.
 */
export async function findRolePackages(
  root: string,
): Promise<{ packages: RolePackage[]; problems: PackageProblem[] }> {
  const loaded = await Promise.all(listedNames(root).map((name) => loadPackage(name, root)));
  return {
    packages: loaded.filter((one): one is RolePackage => 'manifest' in one),
    problems: loaded.filter((one): one is PackageProblem => 'message' in one),
  };
}
