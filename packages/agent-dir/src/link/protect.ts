// Sources outside the repository are made read-only, so that an agent that follows a link does not change them.
import { chmodSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { inside } from './wanted.ts';

/** A package manager must be able to replace its own directories. */
const isManaged = (path: string): boolean => path.split('/').includes('node_modules');

/** Somebody else's file, or a read-only file system: it is protected from us already. */
const NOT_OURS = new Set(['EPERM', 'EROFS', 'EACCES']);

function setMode(path: string, now: number, mode: number): void {
  if ((now & 0o777) === mode) return;
  try {
    chmodSync(path, mode);
  } catch (error) {
    if (!NOT_OURS.has((error as { code?: string }).code ?? '')) throw error;
  }
}

/** 0555, and 0444 for what is no script: an executable template would become a skill. */
function makeReadOnly(path: string): void {
  const stat = lstatSync(path);
  if (stat.isDirectory()) {
    for (const name of readdirSync(path)) makeReadOnly(join(path, name));
    setMode(path, stat.mode, 0o555);
  } else if (stat.isFile()) {
    const isScript = (stat.mode & 0o111) !== 0 || path.endsWith('.sh');
    setMode(path, stat.mode, isScript ? 0o555 : 0o444);
  }
}

/**
 * Makes a source directory read-only when it lies outside `gitRoot`, does not hold it, and no package manager keeps it.
 */
export function protect(source: string, gitRoot: string): void {
  const real = realpathSync(source);
  const root = realpathSync(gitRoot);
  if (inside(real, root) || inside(root, real) || isManaged(real)) return;
  makeReadOnly(real);
}
