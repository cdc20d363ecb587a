// On Linux Node is told of changes by the kernel in the event loop in which requests come: what was written before a question
// came is known at the end of its turn. Elsewhere it is told some time later, and the time of every file must be asked for.
import { type FSWatcher, watch } from 'node:fs';
import type { WatchDirs } from './watch.ts';

const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const watchDirs: WatchDirs = (dirs) => {
  if (process.platform !== 'linux') return undefined;
  const watchers: FSWatcher[] = [];
  let changed = false;
  const change = (): void => {
    changed = true;
  };
  const close = (): void => {
    for (const watcher of watchers) watcher.close();
  };
  try {
    for (const dir of dirs)
      watchers.push(watch(dir, { persistent: false }, change).on('error', change));
  } catch {
    // Too many directories for the limits of this system, or one is gone already.
    close();
    return undefined;
  }
  const hasChanged = (): boolean => {
    const was = changed;
    changed = false;
    return was;
  };
  return { hasChanged, settle: endOfTurn, close };
};
