// The file system through Node, for run.jit and for the libraries.
import { accessSync, constants, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Files, Kind, Listing } from './files.ts';
import { isMissing, unreadable } from './unreadable.ts';

function entriesOf(dir: string): Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(dir, error);
  }
}

function listBelow(dir: string, prefix = ''): Listing {
  const listing: Listing = { files: [], others: [] };
  for (const entry of entriesOf(join(dir, prefix))) {
    const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isFile()) listing.files.push(name);
    else if (!entry.isDirectory()) listing.others.push(name);
    else {
      const below = listBelow(dir, name);
      listing.files.push(...below.files);
      listing.others.push(...below.others);
    }
  }
  return listing;
}

function kindOf(path: string): Kind {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 'absent';
  if (stat.isDirectory()) return 'directory';
  return stat.isFile() ? 'file' : 'other';
}

/** `statSync` still throws for a cycle of links or a file used as a directory. */
function safeKindOf(path: string): Kind {
  try {
    return kindOf(path);
  } catch {
    return 'absent';
  }
}

const directoriesIn = (dir: string, prefix: string): string[] =>
  entriesOf(dir)
    .map(({ name }) => name)
    .filter((name) => name.startsWith(prefix) && safeKindOf(join(dir, name)) === 'directory');

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return safeKindOf(path) === 'file';
  } catch {
    return false;
  }
}

function realDirectory(dir: string): string | undefined {
  try {
    return safeKindOf(dir) === 'directory' ? realpathSync(dir) : undefined;
  } catch {
    return undefined;
  }
}

export const files: Files = {
  listBelow: (dir) => listBelow(dir),
  roleDirectories: (agentDir) =>
    directoriesIn(agentDir, 'repo=').flatMap((repo) =>
      directoriesIn(join(agentDir, repo), 'role=').map((role) => `${repo}/${role}`),
    ),
  kindOf: safeKindOf,
  isExecutable,
  realDirectory,
  realFile: (path) => realpathSync(path),
};
