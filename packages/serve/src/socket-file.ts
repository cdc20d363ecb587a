// The file of a Unix socket: there for its owner alone from its first moment, taken over from a server that has died.
import { lstatSync, rmSync } from 'node:fs';
import { connect } from 'node:net';

const NOBODY_ELSE = 0o177;

/** Whether a server answers there. */
const isServed = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const end = (served: boolean): void => {
      socket.destroy();
      resolve(served);
    };
    socket.once('connect', () => end(true));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => end(code !== 'ECONNREFUSED'));
  });

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

async function makeWay(path: string): Promise<void> {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return;
  // A file of somebody's is not ours to remove.
  if (!stats.isSocket()) throw systemError('EEXIST');
  if (await isServed(path)) throw systemError('EADDRINUSE');
  rmSync(path);
}

export interface OwnSocket {
  /** Does what makes the file, so that only the owner may use it. */
  privately: <T>(make: () => T) => T;
  /** Removes the file, where it is still the one that was made. */
  remove: () => void;
}

/** Rejects with a system error: `EADDRINUSE` where a server answers, `EEXIST` where a file is in the way. */
export async function ownSocket(path: string): Promise<OwnSocket> {
  await makeWay(path);
  let made: number | undefined;
  return {
    privately: (make) => {
      const before = process.umask(NOBODY_ELSE);
      try {
        return make();
      } finally {
        process.umask(before);
        made = lstatSync(path, { throwIfNoEntry: false })?.ino;
      }
    },
    remove: () => {
      const ino = lstatSync(path, { throwIfNoEntry: false })?.ino;
      if (ino !== undefined && ino === made) rmSync(path, { force: true });
    },
  };
}
