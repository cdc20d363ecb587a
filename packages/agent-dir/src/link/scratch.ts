// Where a link is made before it is renamed into place, and where what it replaces goes: beside it, out of sight of `run`.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';

export interface Scratch {
  /** A path on the same file system at which there is nothing. */
  path: () => string;
  /** Removes what was left in it. */
  clear: () => void;
}

/** A process id says something on its own machine only; containers that share a directory have names of their own. */
const host = (): string => hostname().replace(/[^\w.]/g, '_');

const prefix = (): string => `.linking-${host()}-`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** Removes what killed processes left behind. */
function sweep(dir: string): void {
  const lead = prefix();
  for (const name of readdirSync(dir)) {
    if (!name.startsWith(lead)) continue;
    const pid = Number.parseInt(name.slice(lead.length), 10);
    if (pid > 0 && !isAlive(pid)) rmSync(join(dir, name), { recursive: true, force: true });
  }
}

/** A scratch directory in `dir`, which is made when a path is asked for. */
export function openScratch(dir: string): Scratch {
  sweep(dir);
  const own = join(dir, `${prefix()}${process.pid}-${randomBytes(4).toString('hex')}`);
  let used = 0;
  return {
    path: () => {
      if (used === 0) mkdirSync(own);
      used += 1;
      return join(own, String(used));
    },
    clear: () => {
      if (used > 0) rmSync(own, { recursive: true, force: true });
    },
  };
}
