// Where compiled registries are: the user's own cache directory, by the hash of what they were made from.
import { FORMAT } from './sections.ts';

export type Environment = Record<string, string | undefined>;

/** The directory, whether it is there or not; `undefined` where the environment names no absolute one. */
export function cacheDirectory(
  { XDG_CACHE_HOME: xdg = '', HOME: home = '' }: Environment = process.env,
): string | undefined {
  const cache = xdg !== '' ? xdg : home === '' ? '' : `${home}/.cache`;
  return /^\/[^/]/.test(cache) ? `${cache}/rhachet/routes/${FORMAT}` : undefined;
}

/** Creates it, closed to others. Throws the error of the file system, or where it is not the user's own. */
export function makePrivate(directory: string): void {
  const fs = process.getBuiltinModule('node:fs');
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { uid, mode } = fs.statSync(directory);
  if (uid !== process.geteuid?.()) throw new Error(`${directory} belongs to another user`);
  if ((mode & 0o077) !== 0) fs.chmodSync(directory, 0o700);
}

/** Writes a file whole: a reader sees the old one or the new one, whoever else writes at the same time. */
export function placeFile(path: string, bytes: Uint8Array | string): void {
  const fs = process.getBuiltinModule('node:fs');
  const begun = `${path}.${process.pid}.${crypto.randomUUID()}`;
  fs.writeFileSync(begun, bytes, { mode: 0o600, flag: 'wx' });
  try {
    fs.renameSync(begun, path);
  } catch (error) {
    fs.rmSync(begun, { force: true });
    throw error;
  }
}
