// Writes the index of a project: which names lead to which file, and what that rests on.
import type { Target, TargetKind } from '../targets.ts';
import { makeIndexDirectory, NoIndex } from './cache-dir.ts';
import { type Entry, entryOf, isQuotable, knownTargets } from './entries.ts';
import { placeFile, stampFor } from './place.ts';
import { placeShard } from './shards.ts';
import { indexText } from './shell-text.ts';
import { type Watch, watchTargets } from './watch.ts';

/** Up to so many names stand in the one file that a call sources; above, each has a file of its own (shards.ts). */
export const MOST_ENTRIES = 300;

const KINDS = ['skill', 'init'] as const;

/** What the index of a project rests on. Throws `NoIndex`. */
export function watchAll(project: string): Record<TargetKind, Watch> {
  const watches = {
    skill: watchTargets(project, 'skill'),
    init: watchTargets(project, 'init'),
  };
  const dirs = KINDS.flatMap((kind) => [...watches[kind].dirs]);
  if (dirs.every(isQuotable)) return watches;
  throw new NoIndex('a directory has a name that no shell script can hold');
}

/** When each of these directories changed, in milliseconds since the epoch. */
export function changeTimes(watches: Record<TargetKind, Watch>): number[] {
  const fs = process.getBuiltinModule('node:fs');
  const dirs = new Set(KINDS.flatMap((kind) => [...watches[kind].dirs]));
  return [...dirs].map((dir) => fs.statSync(dir).mtimeMs);
}

/** Removes indexes of before; directories of other projects, which may be below, have other names. */
function removeOthers(directory: string, keep: string[]): void {
  const fs = process.getBuiltinModule('node:fs');
  for (const name of fs.readdirSync(directory)) {
    if (!/^=[0-9a-z]+$/.test(name) || keep.includes(name)) continue;
    fs.rmSync(`${directory}/${name}`, { recursive: true, force: true });
  }
}

export interface Written {
  /** The path of the file that a call sources first. */
  path: string;
  /** How many names are known. */
  names: number;
  /** What is known of them; empty in a project with more than `MOST_ENTRIES`. */
  entries: Entry[];
}

interface Scan {
  project: string;
  directory: string;
  called: Target | undefined;
}

function scanAndPlace({ project, directory, called }: Scan): Written {
  const scannedMs = Date.now();
  const watches = watchAll(project);
  const known = KINDS.flatMap((kind) => knownTargets(`${project}/.agent`, kind));
  const name = known.length > MOST_ENTRIES ? scannedMs.toString(36) + process.pid.toString(36) : '';
  // A file from the future would keep the others out.
  const entries =
    name === '' ? known.map(entryOf).filter(({ changedMs }) => changedMs <= scannedMs) : [];
  const times = [...changeTimes(watches), ...entries.map(({ changedMs }) => changedMs)];
  const stamp = stampFor(times, scannedMs);
  const target = known.find(({ path }) => path === called?.path);
  if (name !== '' && target) placeShard({ project, directory, name }, entryOf(target));
  const path = `${directory}/=index`;
  placeFile(path, indexText({ project, shards: name, watches, entries }), stamp);
  removeOthers(directory, ['=index', `=${name}`]);
  return { path, names: known.length, entries };
}

/**
 * Writes the index of `project`, a directory with `.agent/` in it, without links in its path; in a large project with
 * the entry of `called`. Throws `NoIndex` or the error of the file system, and then no index is left.
 */
export function writeIndex(project: string, called?: Target): Written {
  const directory = makeIndexDirectory(project);
  try {
    return scanAndPlace({ project, directory, called });
  } catch (error) {
    removeOthers(directory, []);
    throw error;
  }
}
