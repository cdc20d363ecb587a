// Finding a package through node_modules, from a directory upwards.
import { EXIT, Failure } from '@rhachet/kit';
import { files } from '#files';

const parentOf = (dir: string): string => dir.slice(0, dir.lastIndexOf('/'));

/** The directory of an installed package, or `undefined`. */
export function findPackage(name: string, from: string): string | undefined {
  for (let dir = from; dir !== ''; dir = parentOf(dir)) {
    const candidate = `${dir}/node_modules/${name}`;
    if (files.exists(`${candidate}/package.json`)) return candidate;
  }
  return undefined;
}

/** The directory of one of our packages. Throws a `Failure` (exit 78) with the repair. */
export function requirePackage(name: string, from: string): string {
  const found = findPackage(name, from);
  if (found !== undefined) return found;
  throw new Failure(`${name} is not installed in a node_modules at or above ${from}`, {
    code: 'NOT_INSTALLED',
    exit: EXIT.badConfig,
    hint: `npm install ${name}`,
  });
}

/** `@rhachet/cmd-run` is `cmd-run`: the name of its bundle. */
export const bundleName = (packageName: string): string =>
  packageName.slice(packageName.lastIndexOf('/') + 1);
