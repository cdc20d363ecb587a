// `Store query:`: SQL of the user's own behind WHERE. It reads, and nothing else; values go in as parameters.
import { TrashError } from '../values/trash-error.ts';

/** Objects alone: keys and their values lie in the same table. */
const OBJECTS = "(SELECT rowid, * FROM instances WHERE substr(id, 1, 6) <> '__kv__') AS instances";

/** Texts, names and comments, in which a `;` is only a character. */
const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/**
 * @param clause what stands behind WHERE, with ORDER BY and LIMIT if it likes
 * @throws TrashError InvalidArgument for an empty clause, and for more than one statement
 */
export function selectWhere(column: 'id' | 'data', clause: string): string {
  if (clause.trim() === '')
    throw new TrashError(
      'InvalidArgument',
      "a query needs what stands behind WHERE, such as 'true'",
    );
  if (clause.replace(QUOTED, '').includes(';'))
    throw new TrashError('InvalidArgument', 'a query is one statement: there is a ; in it');
  return `SELECT ${column} FROM ${OBJECTS} WHERE ${clause}`;
}
