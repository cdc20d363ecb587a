// Throw-away git repositories with an .agent/ directory.
import {
  chmodSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Path to content. A `#!` text becomes executable; `{ link }` a symbolic link; `{ text, mode }` says its own mode. */
export type Files = Record<string, string | { link: string } | { text: string; mode: number }>;

export interface Repo {
  /** Its path, without links in it. */
  dir: string;
  path: (...names: string[]) => string;
  write: (files: Files) => void;
  /** Makes everything in it an hour old: an index relies on nothing that has just been changed. */
  age: () => void;
  remove: () => void;
}

function writeOne(path: string, content: Files[string]): void {
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === 'object' && 'link' in content) {
    symlinkSync(content.link, path);
    return;
  }
  const { text, mode } =
    typeof content === 'string'
      ? { text: content, mode: content.startsWith('#!') ? 0o755 : 0o644 }
      : content;
  writeFileSync(path, text);
  chmodSync(path, mode);
}

/** Writes files below a directory, which is made when it is missing. */
export function writeFiles(dir: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) writeOne(join(dir, path), content);
}

const HOUR_MS = 3_600_000;

function ageAll(dir: string): void {
  const then = new Date(Date.now() - HOUR_MS);
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) ageAll(path);
    else lutimesSync(path, then, then);
  }
  lutimesSync(dir, then, then);
}

/**
 * A directory with an empty `.git/`; with `git: false` a directory that no repository holds. It begins an hour old, so
 * that its skills are called as they usually are: known.
 */
export function makeRepo(files: Files = {}, { git = true } = {}): Repo {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-')));
  if (git) mkdirSync(join(dir, '.git'));
  const repo: Repo = {
    dir,
    path: (...names) => join(dir, ...names),
    write: (more) => {
      writeFiles(dir, more);
    },
    age: () => ageAll(dir),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
  repo.write(files);
  repo.age();
  return repo;
}
