// The overloads of one family as they lie in an index.
import type { Overload } from '../model/types.ts';

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

export interface FamilyRows {
  /** The files that rows name by their places here: paths from the root of the index. */
  files: string[];
  rows: Row[];
}

export const noRows = (): FamilyRows => ({ files: [], rows: [] });

function fileNumber({ files }: FamilyRows, inside: string): number {
  // Overloads come file by file.
  if (files.at(-1) !== inside) files.push(inside);
  return files.length - 1;
}

export function addRow(family: FamilyRows, overload: Overload, inside: string): void {
  const { location, module = '', visibility, params, returns, ...more } = overload;
  const { generics, dynamic, effects, method } = more;
  const rest = {
    ...(generics.length > 0 ? { generics } : {}),
    ...(dynamic ? { dynamic } : {}),
    ...(effects ? { effects } : {}),
    ...(method ? { method } : {}),
  };
  const { line = 1, column = 1 } = location ?? {};
  const isPublic = visibility === 'public' ? 1 : 0;
  const file = fileNumber(family, inside);
  const row: Row = [file, line, column, module, isPublic, params, returns];
  if (Object.keys(rest).length > 0) row.push(rest);
  family.rows.push(row);
}

export interface Decoded {
  /** From the root of the index. */
  inside: string;
  overload: Overload;
}

/** `shown` gives the path of a file as locations show it. */
export const decodeRows = (
  name: string,
  { files, rows }: FamilyRows,
  shown: (inside: string) => string,
): Decoded[] =>
  rows.map(([file, line, column, module, isPublic, params, returns, rest]) => {
    const inside = files[file] ?? '';
    const overload: Overload = {
      name,
      module,
      generics: [],
      params,
      returns,
      visibility: isPublic === 1 ? 'public' : 'private',
      location: { file: shown(inside), line, column },
      ...rest,
    };
    return { inside, overload };
  });
