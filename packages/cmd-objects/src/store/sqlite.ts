// The little that we ask of a SQLite driver; Bun and Node have one each (`#sqlite`).

export type Cell = string | number | bigint | null | Uint8Array;

export interface Statement {
  /** The first row as an object; null without one. */
  get: (...parameters: Cell[]) => Record<string, Cell> | null;
  all: (...parameters: Cell[]) => Record<string, Cell>[];
  run: (...parameters: Cell[]) => void;
}

export interface Driver {
  exec: (sql: string) => void;
  prepare: (sql: string) => Statement;
  close: () => void;
}
