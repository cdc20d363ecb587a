// The directory of the socket is the user's own.
import { lstatSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { EXIT, Failure } from '@rhachet/kit';

/** @throws Failure for a directory that others may write to: they could answer in the daemon's place */
export function ensureOwnDir(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const stats = lstatSync(dir);
  const uid = userInfo().uid;
  if (stats.isDirectory() && stats.uid === uid && (stats.mode & 0o022) === 0) return;
  throw new Failure(`${dir} is open to other users`, {
    code: 'SOCKET_DIR',
    exit: EXIT.refused,
    hint: `chmod 700 ${dir}, or choose another place with --socket`,
  });
}
