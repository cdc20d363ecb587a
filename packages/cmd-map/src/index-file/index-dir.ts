// The index of a directory: where it is, what of it is still true, and how it is brought up to date. A file that did not
// change is not read again.
import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { SourceLocation } from '../model/types.ts';
import { isFailure } from '@rhachet/kit';
import { filesOf, GRAIN_MS, readSource, type SourceFile } from '../sources/files.ts';
import { type FileDeclarations, joinFiles, parseFile } from '../sources/gather.ts';
import type { MapParts } from '../model/dispatch-map.ts';
import { encodeIndex, type Stamped, surveyText } from './format.ts';
import { BAD_INDEX } from './open-file.ts';
import { IndexReader } from './reader.ts';

export const INDEX_NAME = '.dispatch-map.index';

/** The nearest directory upwards that has an index. */
export function findIndexDir(cwd: string): string | undefined {
  for (let dir = resolve(cwd); ; dir = dirname(dir)) {
    if (existsSync(join(dir, INDEX_NAME))) return dir;
    if (dir === dirname(dir)) return undefined;
  }
}

const MOST_AHEAD_MS = 1000;

interface Surveyed extends SourceFile {
  size: number;
  /** -1 for a file that changed so lately that another change could bear the same time. */
  mtimeMs: number;
}

function survey(root: string, shownFrom: string): Surveyed[] {
  const now = Date.now();
  // A time far ahead of the clock comes from elsewhere, and the next change will not bear it.
  const isNew = (mtimeMs: number): boolean =>
    mtimeMs >= now - GRAIN_MS && mtimeMs < now + MOST_AHEAD_MS;
  return filesOf(root, shownFrom).flatMap((file) => {
    const stats = statSync(file.path, { throwIfNoEntry: false });
    // Removed since its directory was read.
    if (!stats) return [];
    const { size, mtimeMs } = stats;
    return [{ ...file, size, mtimeMs: isNew(mtimeMs) ? -1 : mtimeMs }];
  });
}

const isSettled = ({ mtimeMs }: Surveyed): boolean => mtimeMs !== -1;

/** The files of a directory as a text that changes with them. Reads none of them. */
export function lookAt(root: string): { text: string; isSettled: boolean } {
  const files = survey(root, root);
  return { text: surveyText(files), isSettled: files.every(isSettled) };
}

/** By the path of the file: what it declared, where its size and time are still those of then. */
function recall(reader: IndexReader, files: Surveyed[]): Map<string, FileDeclarations> {
  const now = new Map(files.map((file) => [file.inside, file]));
  const recalled = new Map<string, FileDeclarations>();
  for (const { inside, size, mtimeMs, modules, mainModule, ...rest } of reader.files()) {
    const file = now.get(inside);
    if (file?.size !== size || mtimeMs === -1 || file.mtimeMs !== mtimeMs) continue;
    const moved = relocate(rest, file.shown);
    recalled.set(inside, { file, modules, mainModule, overloads: [], ...moved });
  }
  const shown = (inside: string): string => now.get(inside)?.shown ?? '';
  for (const { inside, overload } of reader.decodeAll(shown))
    recalled.get(inside)?.overloads.push(overload);
  return recalled;
}

/** Puts the path of a file as it is shown now into everything that it declared. */
function relocate(
  { types, skipped }: Pick<FileDeclarations, 'types' | 'skipped'>,
  shown: string,
): Pick<FileDeclarations, 'types' | 'skipped'> {
  const move = (location: SourceLocation): SourceLocation => ({ ...location, file: shown });
  return {
    types: types.map((type) => (type.location ? { ...type, location: move(type.location) } : type)),
    skipped: skipped.map((one) => ({ ...one, location: move(one.location) })),
  };
}

export interface Refreshed {
  files: Stamped[];
  /** How many files were read. */
  parsed: number;
}

function openIndex(root: string): IndexReader | undefined {
  const path = join(root, INDEX_NAME);
  return existsSync(path) ? IndexReader.open(path) : undefined;
}

/** What the index of a directory remembers; nothing where there is none, or a broken one, which is to be built again. */
function recallFrom(root: string, files: Surveyed[]): Map<string, FileDeclarations> {
  let reader: IndexReader | undefined;
  try {
    reader = openIndex(root);
    return reader ? recall(reader, files) : new Map<string, FileDeclarations>();
  } catch (error) {
    if (isFailure(error) && error.code === BAD_INDEX) return new Map<string, FileDeclarations>();
    throw error;
  } finally {
    reader?.close();
  }
}

/** All that the directory declares now; reads what changed since its index, or everything where there is none. */
export function refresh(root: string, shownFrom: string): Refreshed {
  const files = survey(root, shownFrom);
  const known = recallFrom(root, files);
  const stamped = files.map(({ size, mtimeMs, ...file }): Stamped => {
    const declarations = known.get(file.inside) ?? parseFile(file, readSource(file));
    return { declarations, size, mtimeMs };
  });
  return { files: stamped, parsed: files.length - known.size };
}

/** Written beside and renamed: a reader has the old index or the new one. */
export function writeIndex(root: string, files: Stamped[]): string {
  const path = join(root, INDEX_NAME);
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, encodeIndex(files));
  renameSync(beside, path);
  return path;
}

/** A map of the directory: straight from its index where nothing changed, else from index and files. */
export function mapOfIndex(root: string, cwd: string): MapParts {
  const files = survey(root, cwd);
  const reader = openIndex(root);
  if (reader && files.every(isSettled) && reader.survey === surveyText(files))
    return reader.map((inside) => relative(cwd, join(root, inside)));
  reader?.close();
  return joinFiles(refresh(root, cwd).files.map(({ declarations }) => declarations));
}
