// The index of a directory: where it is, what of it is still true, and how it is brought up to date. A file that did not
// change is not read again.
import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { filesOf, readSource, type SourceFile } from '../sources/files.ts';
import { type FileDeclarations, joinFiles, parseFile } from '../sources/gather.ts';
import type { MapParts } from '../model/dispatch-map.ts';
import { encodeIndex, relocate, type Stamped } from './format.ts';
import { IndexReader } from './reader.ts';

export const INDEX_NAME = '.dispatch-map.index';

/** The nearest directory upwards that has an index. */
export function findIndexDir(cwd: string): string | undefined {
  for (let dir = resolve(cwd); ; dir = dirname(dir)) {
    if (existsSync(join(dir, INDEX_NAME))) return dir;
    if (dir === dirname(dir)) return undefined;
  }
}

interface Surveyed extends SourceFile {
  size: number;
  mtimeMs: number;
}

function survey(root: string, shownFrom: string): Surveyed[] {
  return filesOf(root, shownFrom).map((file) => {
    const { size, mtimeMs } = statSync(file.path);
    return { ...file, size, mtimeMs };
  });
}

/** By the path of the file: its place in the index, where its size and time are still those of then. */
function stillTrue(reader: IndexReader, files: Surveyed[]): Map<string, number> {
  const known = new Map(reader.header.files.map((file, at) => [file.inside, { ...file, at }]));
  return new Map(
    files.flatMap(({ inside, size, mtimeMs }) => {
      const file = known.get(inside);
      return file?.size === size && file.mtimeMs === mtimeMs ? [[inside, file.at] as const] : [];
    }),
  );
}

/** What unchanged files declared, out of the index. */
function recall(
  reader: IndexReader,
  kept: Map<string, number>,
  files: Surveyed[],
): Map<string, FileDeclarations> {
  const recalled = new Map<number, FileDeclarations>();
  for (const file of files) {
    const at = kept.get(file.inside);
    const indexed = at === undefined ? undefined : reader.header.files[at];
    if (at === undefined || !indexed) continue;
    const { modules, mainModule } = indexed;
    recalled.set(at, {
      file,
      modules,
      mainModule,
      overloads: [],
      ...relocate(indexed, file.shown),
    });
  }
  const shown = (at: number): string => recalled.get(at)?.file.shown ?? '';
  for (const [name] of reader.header.families) {
    for (const { file, overload } of reader.decode(name, shown))
      recalled.get(file)?.overloads.push(overload);
  }
  return new Map([...recalled.values()].map((one) => [one.file.inside, one]));
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

/** All that the directory declares now; reads what changed since its index, or everything where there is none. */
export function refresh(root: string, shownFrom: string): Refreshed {
  const files = survey(root, shownFrom);
  const reader = openIndex(root);
  const known = reader
    ? recall(reader, stillTrue(reader, files), files)
    : new Map<string, FileDeclarations>();
  reader?.close();
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
  if (
    !reader ||
    stillTrue(reader, files).size !== files.length ||
    reader.header.files.length !== files.length
  ) {
    reader?.close();
    return joinFiles(refresh(root, cwd).files.map(({ declarations }) => declarations));
  }
  const shown = (at: number): string =>
    relative(cwd, join(root, reader.header.files[at]?.inside ?? ''));
  const declarations = reader.header.files.map((file, at): FileDeclarations => {
    const { modules, mainModule, inside } = file;
    const source = { path: join(root, inside), shown: shown(at), inside };
    return { file: source, modules, mainModule, overloads: [], ...relocate(file, shown(at)) };
  });
  return { ...joinFiles(declarations), overloads: reader.overloads(shown) };
}
