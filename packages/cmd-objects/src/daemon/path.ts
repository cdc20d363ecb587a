// Where the daemon is to be found: the user's own runtime directory, or one of the same kind.
import { lstatSync, mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { EXIT, Failure } from '@rhachet/kit';

/** The same words stand in `bash/trash.bash`. */
export function socketPath(env: NodeJS.ProcessEnv = process.env): string {
  const { TT_SOCKET: own, XDG_RUNTIME_DIR: runtime } = env;
  if (own !== undefined && own !== '') return own;
  if (runtime !== undefined && runtime !== '') return join(runtime, 'tt.sock');
  return join(`/tmp/tt-${userInfo().uid}`, 'tt.sock');
}

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
