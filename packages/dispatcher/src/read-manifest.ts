// Reading the JSON files that packages bring.
import { EXIT, Failure, type InstalledPackage, type PackageManifest } from '@rhachet/kit';
import { files } from '#files';

/** The content of a JSON file. Throws a `Failure` (exit 78) when it cannot be read. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return await files.readJson(path);
  } catch (cause) {
    throw new Failure(
      `cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        code: 'BAD_JSON',
        exit: EXIT.badConfig,
        hint: 'it must be there and hold JSON: install the package again, or correct the file',
        cause,
      },
    );
  }
}

function isManifest(value: unknown): value is PackageManifest {
  const { package: name, version, commands, tables = [] } = value as Partial<PackageManifest>;
  if (typeof name !== 'string' || typeof version !== 'string' || !Array.isArray(commands))
    return false;
  if (!Array.isArray(tables) || tables.some((one) => typeof one.module !== 'string')) return false;
  return commands.every((one) => typeof one.name === 'string' && typeof one.summary === 'string');
}

/** The `dist/command.json` of the package in `dir`. Throws a `Failure` (exit 78) when it is none. */
export async function readManifest(dir: string): Promise<InstalledPackage> {
  const file = `${dir}/dist/command.json`;
  const value = await readJson(file);
  if (typeof value === 'object' && value !== null && isManifest(value)) return { ...value, dir };
  throw new Failure(`${file} is not the manifest of a command package`, {
    code: 'BAD_MANIFEST',
    exit: EXIT.badConfig,
    hint: 'its package must be built with packageManifest of @rhachet/kit',
  });
}
