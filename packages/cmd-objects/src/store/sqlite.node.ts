// SQLite through `node:sqlite`, which Node has from 22.13 on without a flag.
import { TrashError } from '../values/trash-error.ts';
import type { Cell, Driver, Statement } from './sqlite.ts';

interface NodeStatement {
  get(...parameters: Cell[]): Record<string, Cell> | undefined;
  all(...parameters: Cell[]): Record<string, Cell>[];
  run(...parameters: Cell[]): unknown;
}

interface NodeSqlite {
  DatabaseSync: new (path: string) => {
    exec(sql: string): void;
    prepare(sql: string): NodeStatement;
    close(): void;
  };
}

export function openDriver(path: string): Driver {
  const sqlite = process.getBuiltinModule('node:sqlite') as unknown as NodeSqlite | undefined;
  if (!sqlite)
    throw new TrashError(
      'PersistenceError',
      `Node.js ${process.version} has no SQLite: use Bun, or Node.js 22.13 or newer`,
    );
  const database = new sqlite.DatabaseSync(path);
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql): Statement => {
      const statement = database.prepare(sql);
      return {
        get: (...parameters) => statement.get(...parameters) ?? null,
        all: (...parameters) => statement.all(...parameters),
        run: (...parameters) => void statement.run(...parameters),
      };
    },
    close: () => database.close(),
  };
}
