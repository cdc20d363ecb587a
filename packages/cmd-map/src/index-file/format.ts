// The compiled form of a directory of .jan files. Three parts: `rhachet-map <version> <bytes of header>\n`, the header as
// JSON (files, types, modules, and where each family is), then one JSON line per family, read when it is asked for.
import type {
  ModuleDeclaration,
  Overload,
  Skipped,
  SourceLocation,
  TypeDeclaration,
} from '../model/types.ts';
import type { FileDeclarations } from '../sources/gather.ts';

/** Raised whenever an index of before would be misread. */
export const VERSION = 1;

export interface IndexedFile {
  /** From the root of the index. */
  inside: string;
  size: number;
  mtimeMs: number;
  mainModule: string;
  types: TypeDeclaration[];
  modules: ModuleDeclaration[];
  /** As written, before paths became modules: another file's change may give them another meaning. */
  skipped: Skipped[];
}

export interface Header {
  files: IndexedFile[];
  /** Name, first byte behind the header, bytes. */
  families: [name: string, at: number, length: number][];
}

/** `[file, line, column, module, visibility, params, returns, rest]` */
type Row = [
  file: number,
  line: number,
  column: number,
  module: string,
  isPublic: 0 | 1,
  params: string[],
  returns: string,
  rest?: Partial<Pick<Overload, 'generics' | 'dynamic' | 'effects' | 'method'>>,
];

function toRow(overload: Overload, file: number): Row {
  const {
    location,
    module = '',
    visibility,
    params,
    returns,
    generics,
    dynamic,
    effects,
    method,
  } = overload;
  const rest = {
    ...(generics.length > 0 ? { generics } : {}),
    ...(dynamic ? { dynamic } : {}),
    ...(effects ? { effects } : {}),
    ...(method ? { method } : {}),
  };
  const row: Row = [
    file,
    location?.line ?? 1,
    location?.column ?? 1,
    module,
    visibility === 'public' ? 1 : 0,
    params,
    returns,
  ];
  if (Object.keys(rest).length > 0) row.push(rest);
  return row;
}

export interface Decoded {
  file: number;
  overload: Overload;
}

/** The overloads of one line. `shown` gives the path of a file as locations show it. */
export function decodeFamily(
  name: string,
  line: string,
  shown: (file: number) => string,
): Decoded[] {
  return (JSON.parse(line) as Row[]).map(
    ([file, row, column, module, isPublic, params, returns, rest]) => ({
      file,
      overload: {
        name,
        module,
        generics: [],
        params,
        returns,
        visibility: isPublic === 1 ? 'public' : 'private',
        location: { file: shown(file), line: row, column },
        ...rest,
      },
    }),
  );
}

export interface Stamped {
  declarations: FileDeclarations;
  size: number;
  mtimeMs: number;
}

const toIndexed = ({ declarations, size, mtimeMs }: Stamped): IndexedFile => ({
  inside: declarations.file.inside,
  size,
  mtimeMs,
  mainModule: declarations.mainModule ?? '',
  types: declarations.types,
  modules: declarations.modules,
  skipped: declarations.skipped,
});

export function encodeIndex(files: Stamped[]): Buffer {
  const rows = new Map<string, Row[]>();
  for (const [at, { declarations }] of files.entries()) {
    for (const overload of declarations.overloads) {
      const list = rows.get(overload.name) ?? [];
      list.push(toRow(overload, at));
      rows.set(overload.name, list);
    }
  }
  const families: Header['families'] = [];
  const lines: Buffer[] = [];
  let at = 0;
  for (const [name, list] of rows) {
    const line = Buffer.from(`${JSON.stringify(list)}\n`);
    families.push([name, at, line.length]);
    lines.push(line);
    at += line.length;
  }
  const header = Buffer.from(
    JSON.stringify({ files: files.map(toIndexed), families } satisfies Header),
  );
  return Buffer.concat([
    Buffer.from(`rhachet-map ${VERSION} ${header.length}\n`),
    header,
    ...lines,
  ]);
}

/** Puts the path of a file as it is shown now into everything that it declared. */
export function relocate(
  file: IndexedFile,
  shown: string,
): Pick<FileDeclarations, 'types' | 'skipped'> {
  const move = (location: SourceLocation): SourceLocation => ({ ...location, file: shown });
  return {
    types: file.types.map((type) =>
      type.location ? { ...type, location: move(type.location) } : type,
    ),
    skipped: file.skipped.map((one) => ({ ...one, location: move(one.location) })),
  };
}
