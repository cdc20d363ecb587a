// Puts a link, a file or a directory in its place at once: at every moment the old one is there, or the new one.
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { exchange } from '#exchange';
import type { Scratch } from './scratch.ts';

/** What is at a path, links not followed. */
export type Found =
  { is: 'absent' | 'file' | 'other' } | { is: 'link'; target: string } | { is: 'directory' };

/** What happened to a path. */
export type What = 'created' | 'unchanged' | 'updated' | 'removed';

export function look(path: string): Found {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return { is: 'absent' };
  if (stat.isSymbolicLink()) return { is: 'link', target: readlinkSync(path) };
  if (stat.isDirectory()) return { is: 'directory' };
  return { is: stat.isFile() ? 'file' : 'other' };
}

/** Another process changed the place between the look and the rename. */
const CHANGED = new Set(['ENOENT', 'EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EISDIR']);

const MOST_TRIES = 20;

function retried(attempt: () => void): void {
  for (let tries = 1; ; tries += 1) {
    try {
      attempt();
      return;
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (tries === MOST_TRIES || !CHANGED.has(code)) throw error;
    }
  }
}

/** Where the kernel cannot exchange, there is a moment between two renames. */
function exchangeOrMove(fresh: string, path: string, scratch: Scratch): void {
  if (exchange(fresh, path)) return;
  renameSync(path, scratch.path());
  renameSync(fresh, path);
}

/** `make` makes the new thing at a path in the scratch directory. */
export function place(path: string, make: (fresh: string) => void, scratch: Scratch): void {
  const fresh = scratch.path();
  make(fresh);
  const isDirectory = look(fresh).is === 'directory';
  retried(() => {
    const { is } = look(path);
    const simple = is === 'absent' || (is !== 'directory' && !isDirectory);
    if (simple) renameSync(fresh, path);
    else exchangeOrMove(fresh, path, scratch);
  });
}

/** Takes what is at a path away at once, with everything in it. */
export function takeAway(path: string, scratch: Scratch): What {
  try {
    renameSync(path, scratch.path());
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
  }
  return 'removed';
}

/** A link with this text as its target. */
export function putLink(path: string, target: string, scratch: Scratch): What {
  const found = look(path);
  if (found.is === 'link' && found.target === target) return 'unchanged';
  place(path, (fresh) => symlinkSync(target, fresh), scratch);
  return found.is === 'absent' ? 'created' : 'updated';
}

/** A file with this text. */
export function putText(path: string, text: string, scratch: Scratch): What {
  const found = look(path);
  if (found.is === 'file' && readFileSync(path, 'utf8') === text) return 'unchanged';
  place(path, (fresh) => writeFileSync(fresh, text), scratch);
  return found.is === 'absent' ? 'created' : 'updated';
}

/** The entries of a directory and the targets of those that are links. */
function linksIn(path: string): Map<string, string | undefined> {
  return new Map(
    readdirSync(path).map((name) => {
      const found = look(join(path, name));
      return [name, found.is === 'link' ? found.target : undefined];
    }),
  );
}

/**
 * A directory of links, and nothing else in it: a name for each target. Where one of them is not right the whole
 * directory is made anew, so that nobody sees a skill in both of two entries, or in none.
 */
export function putLinks(
  path: string,
  targets: Map<string, string>,
  scratch: Scratch,
): { path: string; what: What }[] {
  const found = look(path);
  const before = found.is === 'directory' ? linksIn(path) : new Map<string, string | undefined>();
  const entries = [...before.keys()]
    .filter((name) => !targets.has(name))
    .map((name): { path: string; what: What } => ({ path: join(path, name), what: 'removed' }));
  if (found.is !== 'directory' && found.is !== 'absent') entries.push({ path, what: 'removed' });
  for (const [name, target] of targets) {
    const what = !before.has(name)
      ? 'created'
      : before.get(name) === target
        ? 'unchanged'
        : 'updated';
    entries.push({ path: join(path, name), what });
  }
  if (entries.every(({ what }) => what === 'unchanged')) return entries;
  const make = (fresh: string): void => {
    mkdirSync(fresh);
    for (const [name, target] of targets) symlinkSync(target, join(fresh, name));
  };
  place(path, make, scratch);
  return entries;
}
