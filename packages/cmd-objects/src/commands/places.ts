// Where the database and the classes are, when nobody says.
import { resolve } from 'node:path';
import type { RuntimeOptions } from '../runtime.ts';

export interface PlaceOptions {
  db?: string;
  classes?: string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

const home = (environment: Environment): string => given(environment.HOME) ?? '/';

/** `--db`, else SQLITE_JSON_DB, else the user's data directory. */
export function databasePath({ db }: PlaceOptions, environment: Environment = process.env): string {
  const path = given(db) ?? given(environment.SQLITE_JSON_DB);
  if (path !== undefined) return path === ':memory:' ? path : resolve(path);
  const data = given(environment.XDG_DATA_HOME) ?? `${home(environment)}/.local/share`;
  return `${data}/rhachet/objects.db`;
}

/** `--classes`, then TRASHDIR, then `trash/` of TRASHTALK_ROOT (~/.trashtalk). */
export function classDirectories(
  { classes = [] }: PlaceOptions,
  environment: Environment = process.env,
): string[] {
  const { TRASHTALK_ROOT, TRASHTALK_DIR, TRASHDIR } = environment;
  const root = given(TRASHTALK_ROOT) ?? given(TRASHTALK_DIR) ?? `${home(environment)}/.trashtalk`;
  return [...classes, given(TRASHDIR) ?? [], `${root}/trash`].flat().map((place) => resolve(place));
}

/** What a command opens: one process among others on the same database. */
export const runtimeOptions = (options: PlaceOptions): RuntimeOptions => ({
  database: databasePath(options),
  classDirectories: classDirectories(options),
  isExclusive: true,
  environment: process.env,
});
