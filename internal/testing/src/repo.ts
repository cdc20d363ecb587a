// Throw-away git repositories with an .agent/ directory.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
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

/** A directory with an empty `.git/`; with `git: false` a directory that no repository holds. */
export function makeRepo(files: Files = {}, { git = true } = {}): Repo {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-')));
  if (git) mkdirSync(join(dir, '.git'));
  const repo: Repo = {
    dir,
    path: (...names) => join(dir, ...names),
    write: (more) => {
      for (const [path, content] of Object.entries(more)) writeOne(join(dir, path), content);
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
  repo.write(files);
  return repo;
}
