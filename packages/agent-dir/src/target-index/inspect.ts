// What an index is worth now, for `doctor`.
import { statSync } from 'node:fs';
import { indexDirectory } from './cache-dir.ts';
import { changeTimes, watchAll } from './write.ts';

export interface Inspected {
  /** The path of the index, whether it is there or not. */
  path: string;
  /** Whether the launcher would rely on it. */
  state: 'fresh' | 'stale' | 'absent';
}

/** Looks at the index of a project. Throws `NoIndex` where there can be none. */
export function inspectIndex(project: string): Inspected {
  const path = `${indexDirectory(project)}/=index`;
  const stamp = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (stamp === undefined) return { path, state: 'absent' };
  const newest = Math.max(...changeTimes(watchAll(project)));
  return { path, state: newest > stamp ? 'stale' : 'fresh' };
}
