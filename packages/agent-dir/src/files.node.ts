// The file system through Node, for run.jit and for the libraries.
import fs, { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Files, Kind } from './files.ts';
import { entriesOf, listWithFs } from './list-with-fs.ts';
import { unreadableFile } from './unreadable.ts';

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
  entriesOf(fs, dir)
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

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadableFile(path, error);
  }
}

export const files: Files = {
  listBelow: (dir) => listWithFs(fs, dir),
  listToRead: (dir) => listWithFs(fs, dir),
  roleDirectories: (agentDir) =>
    directoriesIn(agentDir, 'repo=').flatMap((repo) =>
      directoriesIn(join(agentDir, repo), 'role=').map((role) => `${repo}/${role}`),
    ),
  kindOf: safeKindOf,
  isExecutable,
  realDirectory,
  realFile: (path) => realpathSync(path),
  readText,
};
