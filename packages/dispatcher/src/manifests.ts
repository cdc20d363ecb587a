// What the installed packages offer, from their command.json: no code is loaded.
import { type InstalledPackage, type Launch } from '@rhachet/kit';
import { findPackage } from './find-package.ts';
import { readManifest } from './read-manifest.ts';
import { OWN_PACKAGES } from './table.ts';
import { thirdPartyPackages } from './third-party.ts';

/** Our command packages that are installed, then the project's own. */
export async function installedPackages({ from, cwd }: Launch): Promise<InstalledPackage[]> {
  const own = OWN_PACKAGES.map((name) => findPackage(name, from)).filter(
    (dir) => dir !== undefined,
  );
  const ours = await Promise.all(own.map(readManifest));
  return [...ours, ...(await thirdPartyPackages(cwd))];
}
