// The compiled form of a directory of .jan files: `rhachet-map <version> <bytes of header> <their sum>\n`, the header as
// JSON, which says where the parts are, and the parts. A question reads the survey, to see that nothing changed, and then
// the families, types and modules that it is about; whoever builds the index again reads the files too.
import { mergeModules } from '../model/modules.ts';
import type { ModuleDeclaration, Skipped, TypeDeclaration } from '../model/types.ts';
import { type FileDeclarations, joinFiles } from '../sources/gather.ts';
import { type Declared, TypeTable } from '../types/type-table.ts';
import { encodeKeyed, type Keyed, type KeyedPlace } from './keyed.ts';
import { type Place, sumOf } from './open-file.ts';
import { addRow, type FamilyRows, noRows } from './rows.ts';

/** Raised whenever an index of before would be misread. */
export const VERSION = 2;

export interface IndexedFile {
  /** From the root of the index. */
  inside: string;
  size: number;
  mtimeMs: number;
  mainModule: string;
  types: TypeDeclaration[];
  modules: ModuleDeclaration[];
  skipped: Skipped[];
}

export interface Header {
  /** What `surveyText` said of the files. */
  survey: Place;
  /** Each file as it was parsed; paths of imports are not modules yet: another file's change may give them another meaning. */
  files: Place;
  /** `FamilyRows` by name. */
  families: KeyedPlace;
  /** `Declared[]` by the last part of the name. */
  types: KeyedPlace;
  /** `[above, below]` by the key of a type. */
  edges: KeyedPlace;
  /** `ModuleDeclaration` by name. */
  modules: KeyedPlace;
}

export interface Stamped {
  declarations: FileDeclarations;
  size: number;
  /** -1 where the file was so new that another change could bear the same time. */
  mtimeMs: number;
}

/** The files of a directory, their sizes and times: while it is the same, nothing has changed. */
export const surveyText = (files: { inside: string; size: number; mtimeMs: number }[]): string =>
  files.map(({ inside, size, mtimeMs }) => `${inside}\t${size}\t${mtimeMs}\n`).join('');

const toIndexed = ({ declarations, size, mtimeMs }: Stamped): IndexedFile => ({
  inside: declarations.file.inside,
  size,
  mtimeMs,
  mainModule: declarations.mainModule ?? '',
  types: declarations.types,
  modules: declarations.modules,
  skipped: declarations.skipped,
});

function familiesOf(files: Stamped[]): Map<string, FamilyRows> {
  const families = new Map<string, FamilyRows>();
  for (const { declarations } of files) {
    for (const overload of declarations.overloads) {
      const family = families.get(overload.name) ?? noRows();
      addRow(family, overload, declarations.file.inside);
      families.set(overload.name, family);
    }
  }
  return families;
}

/** Locations of types name files from the root of the index. */
const fromRoot = ({ declarations }: Stamped): TypeDeclaration[] =>
  declarations.types.map((type) =>
    type.location
      ? { ...type, location: { ...type.location, file: declarations.file.inside } }
      : type,
  );

/** Parts one behind the other, and the header that says where they are. */
class Parts {
  readonly #buffers: Buffer[] = [];
  #at = 0;

  add(bytes: Buffer): Place {
    const place: Place = [this.#at, bytes.length, sumOf(bytes)];
    this.#buffers.push(bytes);
    this.#at += bytes.length;
    return place;
  }

  addKeyed({ table, lines }: Keyed): KeyedPlace {
    return { table: this.add(table), lines: this.add(lines) };
  }

  /** Places in the header are from the end of the header. */
  end(header: Header): Buffer {
    const bytes = Buffer.from(JSON.stringify(header));
    const first = Buffer.from(`rhachet-map ${VERSION} ${bytes.length} ${sumOf(bytes)}\n`);
    return Buffer.concat([first, bytes, ...this.#buffers]);
  }
}

export function encodeIndex(files: Stamped[]): Buffer {
  const table = new TypeTable(files.flatMap(fromRoot));
  const byName: [string, Declared[]][] = [...table.lastNames()].map((name) => [
    name,
    table.named(name),
  ]);
  const edges = [...table.keys()].map((key): [string, [string[], string[]]] => [
    key,
    [table.directlyAbove(key), table.directlyBelow(key)],
  ]);
  const { modules } = joinFiles(files.map(({ declarations }) => declarations));
  const indexed = files.map(toIndexed);
  const parts = new Parts();
  return parts.end({
    survey: parts.add(Buffer.from(surveyText(indexed))),
    families: parts.addKeyed(encodeKeyed(familiesOf(files))),
    types: parts.addKeyed(encodeKeyed(byName)),
    edges: parts.addKeyed(encodeKeyed(edges)),
    modules: parts.addKeyed(encodeKeyed(mergeModules(modules))),
    files: parts.add(Buffer.from(JSON.stringify(indexed))),
  });
}
