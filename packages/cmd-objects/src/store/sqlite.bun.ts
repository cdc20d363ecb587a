// SQLite through `bun:sqlite`, loaded when a database is opened: most calls of a class method need none.
import type { Cell, Driver, Statement } from './sqlite.ts';

export function openDriver(path: string): Driver {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const { Database } = require('bun:sqlite') as typeof import('bun:sqlite');
  const database = new Database(path, { create: true, readwrite: true });
  return {
    exec: (sql) => void database.run(sql),
    prepare: (sql): Statement => {
      const statement = database.prepare<Record<string, Cell>, Cell[]>(sql);
      return {
        get: (...parameters) => statement.get(...parameters),
        all: (...parameters) => statement.all(...parameters),
        run: (...parameters) => void statement.run(...parameters),
      };
    },
    close: () => database.close(),
  };
}
