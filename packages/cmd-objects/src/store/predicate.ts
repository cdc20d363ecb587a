// `find: 'value > 5'`: a field, an operator, a value. Nothing of it becomes SQL but the operator.
import { TrashError } from '../values/trash-error.ts';
import { parseNumber } from '../values/value.ts';
import type { Cell } from './sqlite.ts';

const PREDICATE = /^\s*([A-Za-z_]\w*)\s*(!=|>=|<=|==|=|>|<)\s*(.*?)\s*$/s;

export interface Predicate {
  /** SQL with `?`, over the column `data`. */
  readonly sql: string;
  readonly parameters: readonly Cell[];
}

/** @throws TrashError InvalidArgument: Invalid predicate format */
export function parsePredicate(text: string): Predicate {
  const found = PREDICATE.exec(text);
  if (!found) throw new TrashError('InvalidArgument', `Invalid predicate format: ${text}`);
  const [, field, operator, value] = found as unknown as [string, string, string, string];
  const unquoted = /^(['"])(.*)\1$/s.exec(value);
  const plain = unquoted?.[2] ?? value;
  if (plain === '' && !unquoted)
    throw new TrashError('InvalidArgument', `Invalid predicate format: ${text}`);
  return condition(
    `$.${field}`,
    operator === '==' ? '=' : operator,
    unquoted ? plain : typed(plain),
  );
}

/** JSON holds true and false as 1 and 0 when SQLite reads it. */
export function typed(text: string): Cell {
  if (text === 'true') return 1;
  if (text === 'false') return 0;
  return parseNumber(text) ?? text;
}

/** Numbers compare with numbers even where a row holds the text of one, as shells write it. */
function condition(path: string, operator: string, value: Cell): Predicate {
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const field = isNumber ? 'CAST(json_extract(data, ?) AS NUMERIC)' : 'json_extract(data, ?)';
  return { sql: `${field} ${operator} ?`, parameters: [path, value] };
}
