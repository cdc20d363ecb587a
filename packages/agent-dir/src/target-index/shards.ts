// A large project's index has a file per name, written when the name is first called: a call then reads only its own.
import { dirname } from 'node:path';
import type { Target } from '../targets.ts';
import { makeIndexDirectory } from './cache-dir.ts';
import { type Entry, entryOf, knownTargets } from './entries.ts';
import { placeFile, stampFor } from './place.ts';
import { entriesText } from './shell-text.ts';

export interface Shards {
  project: string;
  /** The directory of the index. */
  directory: string;
  /** What the index calls them: letters and digits, new with every index. */
  name: string;
}

/** Throws `NoIndex` when the file has just been changed, or the error of the file system. */
export function placeShard({ project, directory, name }: Shards, entry: Entry): void {
  const { kind, slug } = entry.target;
  // `~` is in no name: `a` and `a/b` can both be there.
  const path = `${directory}/=${name}/${kind}/${slug}~`;
  const stamp = stampFor([entry.changedMs], Date.now());
  process.getBuiltinModule('node:fs').mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  placeFile(path, entriesText([entry], project), stamp);
}

/** One more name for an index that is fresh. Nothing when the target shares its name or is not for a shell to name. */
export function addShard(project: string, name: string, called: Target): void {
  const known = knownTargets(`${project}/.agent`, called.kind);
  const target = known.find(({ path }) => path === called.path);
  if (!target || !/^[0-9a-z]+$/.test(name)) return;
  placeShard({ project, directory: makeIndexDirectory(project), name }, entryOf(target));
}
