// The map that a command is asked about: the sources that it names, or the nearest index.
import { EXIT, Failure } from '@rhachet/kit';
import { DispatchMap, type MapParts } from '../model/dispatch-map.ts';

export const sources = (): typeof import('#sources') =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#sources') as typeof import('#sources');

export const noMap = (cwd: string): Failure =>
  new Failure(`no --source is given, and there is no index in ${cwd} or above`, {
    code: 'NO_MAP',
    exit: EXIT.noInput,
    hint: 'give --source DIR, or build an index with "rhachet map index DIR"',
  });

/** Throws a Failure (66) where there is nothing to read. */
export function readParts(given: string[] | undefined, cwd: string): MapParts {
  if (given && given.length > 0) return sources().gather(given, cwd);
  const root = sources().findIndexDir(cwd);
  if (root === undefined) throw noMap(cwd);
  return sources().mapOfIndex(root, cwd);
}

export const openMap = (given: string[] | undefined): DispatchMap =>
  new DispatchMap(readParts(given, process.cwd()));
