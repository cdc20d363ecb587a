// The directory of the caller: relative paths and raw methods mean that one, whoever runs them.
import { ownDirectory } from '../bridge/own-directory.ts';
import { TrashError } from '../values/trash-error.ts';

/** @throws TrashError FileError where it cannot be entered: elsewhere a method would find, or remove, other files */
function enter(directory: string): void {
  try {
    process.chdir(directory);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new TrashError('FileError', `cannot enter your directory '${directory}': ${code}`);
  }
}

/** Back, so that no directory of a caller is kept busy. */
function leaveTo(directory: string): void {
  try {
    process.chdir(directory);
  } catch {
    process.chdir('/');
  }
}

/** Everything is synchronous: no other message sees it. What is no absolute path says nothing. @throws TrashError */
export function inDirectory<T>(directory: string, work: () => T): T {
  const own = ownDirectory();
  if (!directory.startsWith('/') || directory === own) return work();
  enter(directory);
  try {
    return work();
  } finally {
    leaveTo(own === '' ? '/' : own);
  }
}
