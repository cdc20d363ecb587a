// Building the index of a directory, and what that found.
import { resolve } from 'node:path';
import type { Skipped } from '../model/types.ts';
import { refresh, writeIndex } from './index-dir.ts';

export interface Built {
  index: string;
  files: number;
  parsed: number;
  overloads: number;
  families: number;
  types: number;
  skipped: Skipped[];
}

export function buildIndex(dir: string): Built {
  const root = resolve(dir);
  const { files, parsed } = refresh(root, process.cwd());
  const declared = files.map(({ declarations }) => declarations);
  const overloads = declared.flatMap((one) => one.overloads);
  return {
    index: writeIndex(root, files),
    files: files.length,
    parsed,
    overloads: overloads.length,
    families: new Set(overloads.map(({ name }) => name)).size,
    types: declared.reduce((sum, { types }) => sum + types.length, 0),
    skipped: declared.flatMap((one) => one.skipped),
  };
}
