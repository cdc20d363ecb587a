// rhachet.use.ts: the project's own code that names the registries. Imported only by the commands that need it.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EXIT, Failure, isFailure } from '@rhachet/kit';
import type { RolePackage } from './types.ts';

export const USE_CONFIG = 'rhachet.use.ts';

/** The config file at the git root, or `undefined`. */
export function findUseConfig(root: string): string | undefined {
  const file = join(root, USE_CONFIG);
  return existsSync(file) ? file : undefined;
}

const bad = (message: string, more: { hint?: string; cause?: unknown } = {}): Failure =>
  new Failure(message, { code: 'BAD_USE_CONFIG', exit: EXIT.badConfig, ...more });

const OLD_NODE = 'ERR_UNKNOWN_FILE_EXTENSION';

interface BuildError {
  message: string;
  position?: { file: string; line: number; column: number } | null;
}

/** What was thrown, as one line. Bun gives the errors of a build as a list, with positions. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error) && !(error as { message?: unknown } | null)?.message)
    return String(error);
  const { errors } = error as { errors?: BuildError[] };
  const { message, position } = errors?.[0] ?? (error as BuildError);
  const where = position ? `${position.file}:${position.line}:${position.column}: ` : '';
  return where + (message.split('\n')[0] ?? '');
}

async function importConfig(file: string): Promise<Record<string, unknown>> {
  if (!existsSync(file))
    throw new Failure(`there is no ${file}`, {
      code: 'NO_USE_CONFIG',
      exit: EXIT.noInput,
      hint: 'it is what --config names',
    });
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === OLD_NODE)
      throw bad(`Node.js ${process.versions.node} cannot read TypeScript: ${file}`, {
        hint: 'use Node.js 22.18 or newer, or the runtime that rhachet brings (unset RHACHET_ENGINE)',
        cause: error,
      });
    throw bad(`failed to load ${file}: ${reasonOf(error)}`, {
      hint: 'rhachet runs it as it is written: mend it, or remove it to use the installed packages',
      cause: error,
    });
  }
}

async function registriesOf(file: string): Promise<unknown[]> {
  const { getRoleRegistries } = await importConfig(file);
  if (typeof getRoleRegistries !== 'function')
    throw bad(`${file} does not export getRoleRegistries()`, {
      hint: 'export const getRoleRegistries = () => [getRoleRegistry(), …]',
    });
  try {
    const registries: unknown = await (getRoleRegistries as () => unknown)();
    if (!Array.isArray(registries)) throw bad(`getRoleRegistries() of ${file} returns no list`);
    return registries as unknown[];
  } catch (error) {
    if (isFailure(error)) throw error;
    throw bad(`getRoleRegistries() of ${file} failed: ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * The registries that a config file names. Relative uris start at `root`.
 * Throws a `Failure`: 78 when the file cannot be loaded or says something else, 66 when it is not there.
 */
export async function readUseConfig(file: string, root = dirname(file)): Promise<RolePackage[]> {
  const registries = await registriesOf(file);
  const { faultText, toManifest } = await import('./schema.ts');
  return registries.map((registry, at) => {
    const read = toManifest(registry, { own: true });
    if ('fault' in read)
      throw bad(`registry ${at + 1} of ${file}: ${faultText(read.fault)}`, {
        hint: 'a registry has the form of rhachet.repo.yml, with { uri } for a path',
      });
    return { name: basename(file), dir: root, manifest: read.manifest, trusted: true };
  });
}
