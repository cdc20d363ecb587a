// Where breakers keep their state: the user's own cache directory, closed to others.
import fs from 'node:fs';
import { join } from 'node:path';

type Environment = Record<string, string | undefined>;

/** `undefined` where the environment names no directory. */
export function breakerDirectory({
  XDG_CACHE_HOME: xdg = '',
  HOME: home = '',
}: Environment): string | undefined {
  const cache = xdg !== '' ? xdg : home === '' ? '' : join(home, '.cache');
  return cache.startsWith('/') ? join(cache, 'rhachet', 'services', 'breakers') : undefined;
}

/** Creates it. Throws when it belongs to another user, or what the file system throws. */
export function makePrivate(dir: string): void {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const { uid, mode } = fs.statSync(dir);
  if (uid !== process.geteuid?.()) throw new Error(`${dir} belongs to another user`);
  if ((mode & 0o077) !== 0) fs.chmodSync(dir, 0o700);
}
