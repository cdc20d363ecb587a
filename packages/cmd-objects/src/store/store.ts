// Rows of objects in SQLite, in the form that a shell of the language reads too: one table, one JSON text each.
import { type Json, textOf } from '../values/value.ts';
import { TrashError } from '../values/trash-error.ts';
import { exists } from '#exists';
import { openDriver } from '#sqlite';
import { parsePredicate } from './predicate.ts';
import { selectWhere } from './raw-query.ts';
import type { Cell, Driver, Statement } from './sqlite.ts';

/** What may be the id of a row. */
export const ID = /^[0-9a-zA-Z._:-]+$/;

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS instances(id TEXT PRIMARY KEY, data JSON NOT NULL, class TEXT GENERATED ALWAYS AS
   (json_extract(data,'$.class')) VIRTUAL, created_at TEXT GENERATED ALWAYS AS (json_extract(data,'$.created_at')) VIRTUAL)`,
  'CREATE INDEX IF NOT EXISTS idx_instances_class ON instances(class)',
];

// Not INSERT OR REPLACE: that makes a row anew, which changes its place among the others and writes both indexes, too.
const PUT =
  'INSERT INTO instances (id, data) VALUES (?, ?) ON CONFLICT(id) DO UPDATE SET data = excluded.data';

// Keys and their values lie beside the objects, as rows with this in front of their id.
const KEY = '__kv__';

export interface StoreOptions {
  /** A file, which is made with its directory when it is not there; `:memory:`. */
  readonly path: string;
  /**
   * Each message is one transaction from its first look at the database: for processes that come and
   * go beside each other, so that none writes over what another has just written.
   */
  readonly isExclusive: boolean;
}

export class Store {
  readonly path: string;
  readonly #driver: Driver;
  readonly #statements = new Map<string, Statement>();
  readonly #isExclusive: boolean;
  #isOpen = false;
  #version: number | null = null;

  constructor({ path, isExclusive }: StoreOptions) {
    this.path = path;
    this.#isExclusive = isExclusive;
    this.#driver = inStore(() => prepared(path));
  }

  /** True when another process has written since the last time; false the first time. */
  hasChanged(): boolean {
    const version = Number(this.#get('PRAGMA data_version')?.data_version);
    const changed = this.#version !== null && version !== this.#version;
    this.#version = version;
    return changed;
  }

  get(id: string): string | null {
    this.#enter();
    return (
      (this.#get('SELECT data FROM instances WHERE id = ?', id)?.data as string | undefined) ?? null
    );
  }

  /** @throws TrashError PersistenceError where it cannot be written */
  put(id: string, json: string): void {
    this.#enter();
    this.#run(PUT, id, json);
  }

  delete(id: string): boolean {
    this.#enter();
    const had = this.get(id) !== null;
    this.#run('DELETE FROM instances WHERE id = ?', id);
    return had;
  }

  /** Ids in the order in which they were made. @throws TrashError InvalidArgument for a wrong predicate */
  find(className: string, predicate = ''): string[] {
    this.#enter();
    if (predicate.trim() === '') return this.#ids('class = ?', className);
    const { sql, parameters } = parsePredicate(predicate);
    return this.#ids(`class = ? AND ${sql}`, className, ...parameters);
  }

  /**
   * Ids, or rows as JSON, by SQL of the user's own; `?` are the parameters.
   * @throws TrashError InvalidArgument, PersistenceError: what SQLite says
   */
  query(column: 'id' | 'data', clause: string, parameters: readonly Cell[]): string[] {
    const sql = selectWhere(column, clause);
    this.#enter();
    return inStore(() => {
      // A SELECT cannot write; should SQLite ever think otherwise, this forbids it.
      this.#driver.exec('PRAGMA query_only = ON');
      try {
        const rows = this.#driver.prepare(sql).all(...parameters);
        return rows.map((row) => String(row[column]));
      } finally {
        this.#driver.exec('PRAGMA query_only = OFF');
      }
    });
  }

  count(className: string): number {
    this.#enter();
    return Number(this.#get('SELECT COUNT(*) AS n FROM instances WHERE class = ?', className)?.n);
  }

  classes(): string[] {
    this.#enter();
    const sql = 'SELECT DISTINCT class FROM instances WHERE class IS NOT NULL ORDER BY class';
    return this.#all(sql).map((row) => row.class as string);
  }

  /** A column that SQLite can index, for a field at a path of JSON. */
  ensureIndex(name: string, path: string): void {
    if (!/^[0-9a-zA-Z_]+$/.test(name))
      throw new TrashError('InvalidArgument', `'${name}' cannot be the name of a column`);
    const columns = this.#all('PRAGMA table_xinfo(instances)').map((row) => row.name);
    inStore(() => {
      if (!columns.includes(name))
        this.#driver.exec(
          `ALTER TABLE instances ADD COLUMN ${name} TEXT GENERATED ALWAYS AS (json_extract(data, '${path.replaceAll("'", "''")}')) VIRTUAL`,
        );
      this.#driver.exec(`CREATE INDEX IF NOT EXISTS idx_instances_${name} ON instances(${name})`);
    });
  }

  getKey(key: string): string | null {
    const row = this.get(KEY + key);
    return row === null ? null : textOf((JSON.parse(row) as { v?: Json }).v);
  }

  setKey(key: string, value: string): void {
    this.put(KEY + key, JSON.stringify({ v: value }));
  }

  deleteKey(key: string): void {
    this.delete(KEY + key);
  }

  keys(prefix: string): string[] {
    this.#enter();
    const from = KEY + prefix;
    const sql = 'SELECT id FROM instances WHERE substr(id, 1, ?) = ? ORDER BY id';
    return this.#all(sql, from.length, from).map((row) => (row.id as string).slice(KEY.length));
  }

  /** Several writes as one. */
  together(write: () => void): void {
    const isMine = !this.#isOpen;
    if (isMine) this.#begin();
    write();
    if (isMine) this.commit();
  }

  /** Ends what `#enter` began, so that others see it. */
  commit(): void {
    if (!this.#isOpen) return;
    inStore(() => this.#driver.exec('COMMIT'));
    this.#isOpen = false;
  }

  close(): void {
    this.commit();
    this.#driver.close();
  }

  #enter(): void {
    if (this.#isExclusive && !this.#isOpen) this.#begin();
  }

  #begin(): void {
    inStore(() => this.#driver.exec('BEGIN IMMEDIATE'));
    this.#isOpen = true;
  }

  #ids(condition: string, ...parameters: Cell[]): string[] {
    const sql = `SELECT id FROM instances WHERE ${condition} ORDER BY rowid`;
    return this.#all(sql, ...parameters).map((row) => row.id as string);
  }

  #statement(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#driver.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #get(sql: string, ...parameters: Cell[]): Record<string, Cell> | null {
    return inStore(() => this.#statement(sql).get(...parameters));
  }

  #all(sql: string, ...parameters: Cell[]): Record<string, Cell>[] {
    return inStore(() => this.#statement(sql).all(...parameters));
  }

  #run(sql: string, ...parameters: Cell[]): void {
    inStore(() => this.#statement(sql).run(...parameters));
  }
}

function prepared(path: string): Driver {
  if (path !== ':memory:') {
    const directory = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    if (directory !== '' && !exists(directory))
      process.getBuiltinModule('node:fs').mkdirSync(directory, { recursive: true });
  }
  const driver = openDriver(path);
  driver.exec('PRAGMA busy_timeout = 5000');
  driver.exec('PRAGMA journal_mode = WAL');
  // A crash of this process loses nothing in WAL; only one of the machine can lose the last writes.
  driver.exec('PRAGMA synchronous = NORMAL');
  for (const statement of SCHEMA) driver.exec(statement);
  return driver;
}

/** What SQLite says, as an error of the language. */
function inStore<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TrashError) throw error;
    throw new TrashError(
      'PersistenceError',
      `database: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
