// `<socket>.pid`: who serves there. It appears whole, and one of several who come at once gets it.
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

export const pidPath = (socket: string): string => `${socket}.pid`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The process that the file names, while it lives; else null. */
export function holderOf(path: string): number | null {
  let text: string;
  try {
    text = readFileSync(path, 'latin1');
  } catch {
    return null;
  }
  const pid = /^\d{1,10}\n?$/.test(text) ? Number(text) : NaN;
  return pid > 0 && isAlive(pid) ? pid : null;
}

function linkTo(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Makes the file ours. `isStale` says of a living process that it is not a daemon: numbers are used again.
 * @returns null when it is ours, else who holds it
 */
export async function claim(path: string, isStale: () => Promise<boolean>): Promise<number | null> {
  const own = `${path}.${process.pid}`;
  const lock = `${path}.lock`;
  writeFileSync(own, `${process.pid}\n`, { mode: 0o600 });
  try {
    for (;;) {
      if (linkTo(own, path)) return null;
      const holder = holderOf(path);
      if (holder !== null && !(await isStale())) return holder;
      // One alone may take away what is left of a dead one; of two, the second would remove the first one's file.
      if (!linkTo(own, lock)) {
        const other = holderOf(lock);
        if (other !== null) return other;
        rmSync(lock, { force: true });
        continue;
      }
      try {
        if (holderOf(path) === holder) rmSync(path, { force: true });
        if (linkTo(own, path)) return null;
      } finally {
        rmSync(lock, { force: true });
      }
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Where it is still ours. */
export function release(path: string): void {
  if (holderOf(path) === process.pid) rmSync(path, { force: true });
}
