// What the installed packages offer, from their command.json: no code is loaded.
import { type InstalledPackage, isFailure, type Launch } from '@rhachet/kit';
import { findPackage } from './find-package.ts';
import { readManifest } from './read-manifest.ts';
import { OWN_PACKAGES } from './table.ts';
import { thirdPartyDirectories } from './third-party.ts';

/** What `read` gives; with `skipBroken`, nothing where it fails. */
async function attempt<T>(read: () => Promise<T[]>, skipBroken: boolean): Promise<T[]> {
  try {
    return await read();
  } catch (error) {
    if (skipBroken && isFailure(error)) return [];
    throw error;
  }
}

/** Our command packages that are installed, then the project's own. */
export async function installedPackages(
  { from, cwd }: Launch,
  { skipBroken } = { skipBroken: false },
): Promise<InstalledPackage[]> {
  const own = OWN_PACKAGES.map((name) => findPackage(name, from)).filter(
    (dir) => dir !== undefined,
  );
  const third = await attempt(() => thirdPartyDirectories(cwd), skipBroken);
  const read = (dir: string): Promise<InstalledPackage[]> =>
    attempt(async () => [await readManifest(dir)], skipBroken);
  return (await Promise.all([...own, ...third].map(read))).flat();
}
