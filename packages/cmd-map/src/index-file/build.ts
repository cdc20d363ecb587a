// Building the index of a directory, and what that found.
import { resolve } from 'node:path';
import type { Skipped } from '../model/types.ts';
import { surveyText } from './format.ts';
import { refresh, writeIndex } from './index-dir.ts';

/** What is printed. */
export interface Built {
  index: string;
  files: number;
  parsed: number;
  overloads: number;
  families: number;
  types: number;
  skipped: Skipped[];
}

export interface Build {
  built: Built;
  /** The files that were indexed, as `lookAt` tells them. */
  survey: string;
}

export function buildIndex(dir: string): Build {
  const root = resolve(dir);
  const { files, parsed } = refresh(root, process.cwd());
  const declared = files.map(({ declarations }) => declarations);
  const names = new Set<string>();
  for (const { overloads } of declared) for (const { name } of overloads) names.add(name);
  const built = {
    index: writeIndex(root, files),
    files: files.length,
    parsed,
    overloads: declared.reduce((sum, { overloads }) => sum + overloads.length, 0),
    families: names.size,
    types: declared.reduce((sum, { types }) => sum + types.length, 0),
    skipped: declared.flatMap((one) => one.skipped),
  };
  const stamps = files.map(({ declarations, size, mtimeMs }) => ({
    inside: declarations.file.inside,
    size,
    mtimeMs,
  }));
  return { built, survey: surveyText(stamps) };
}
