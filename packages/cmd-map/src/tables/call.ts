// How a call to a table is written: `hello`, `hello(role=greeter)`, `"a (b)"(repo="x, y")`.
import { EXIT, Failure, type Table, type TableCall } from '@rhachet/kit';
import type { CallSite } from '../resolve/types.ts';
import { splitTop } from '../types/term.ts';

const CALL = /^\s*("(?:[^"\\]|\\.)*"|[^"()]+?)\s*(?:\((.*)\))?\s*$/s;
const ARGUMENT = /^([A-Za-z][\w-]*)\s*=\s*(.+)$/s;
const NEEDS_QUOTES = /["\\()[\]{}<>,=\n]|^\s|\s$|^$/;

const quoted = (text: string): string => (NEEDS_QUOTES.test(text) ? JSON.stringify(text) : text);

const badCall = (message: string): Failure =>
  new Failure(message, {
    code: 'BAD_CALL',
    exit: EXIT.badData,
    hint: "write it as 'name' or 'name(parameter=value)'; in \"…\" where there are brackets or commas",
  });

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return JSON.parse(text) as string;
  } catch {
    throw badCall(`${text} is not quoted well`);
  }
}

/** Throws a `Failure` (65) for what is no call. */
export function readTableCall(text: string): CallSite {
  const [, name, list] = CALL.exec(text) ?? [];
  if (name === undefined) throw badCall(`"${text}" is not a call`);
  const args = list === undefined || list.trim() === '' ? [] : splitTop(list, ',');
  return { symbol: unquoted(name), args };
}

/** The parameters that a call gives. Throws a `Failure` (65) for one that the table does not have. */
export function toTableCall({ module, parameters }: Table, { symbol, args }: CallSite): TableCall {
  const names = parameters.map(({ name }) => name);
  const given = args.map((arg): [string, string] => {
    const [, name, value] = ARGUMENT.exec(arg.trim()) ?? [];
    if (name === undefined || value === undefined)
      throw badCall(`"${arg}" is no argument of ${module}: it takes ${names.join('=…, ')}=…`);
    if (!names.includes(name))
      throw badCall(`${module} has no parameter ${name}; it has ${names.join(', ')}`);
    return [name, unquoted(value)];
  });
  if (new Set(given.map(([name]) => name)).size < given.length)
    throw badCall(`a parameter is given twice: ${args.join(', ')}`);
  return { symbol, args: Object.fromEntries(given) };
}

export const argumentTexts = (args: TableCall['args']): string[] =>
  Object.entries(args).map(([name, value]) => `${name}=${quoted(value)}`);

/** The signature of an entry, and the text of a call: what `readTableCall` reads. */
export const tableCallText = ({ symbol, args }: TableCall): string =>
  `${quoted(symbol)}(${argumentTexts(args).join(', ')})`;
