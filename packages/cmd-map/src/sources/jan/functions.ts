// A function as it is declared: modifiers and name are read already, from there to the end of its body.
import type { Overload, TypeParameter } from '../../model/types.ts';
import { splitTop } from '../../types/term.ts';
import type { Cursor } from './cursor.ts';

export type Signature = Pick<Overload, 'name' | 'generics' | 'params' | 'returns'> & {
  dynamic: boolean;
  effects: string[];
  hasBody: boolean;
};

/** Each method of a type repeats them; more than this nobody wrote. */
const MOST_TYPE_PARAMETERS = 256;

/** `T: A + B`, `K`, `comptime T: type`, `N: usize`. */
export function parseTypeParameters(text: string): TypeParameter[] {
  const pieces = text.trim() === '' ? [] : splitTop(text, ',');
  return pieces
    .filter(Boolean)
    .slice(0, MOST_TYPE_PARAMETERS)
    .map((piece) => {
      const [name = '', bounds = ''] = piece.replace(/^comptime\s+/, '').split(/:(.*)/s);
      const texts = bounds.split('+').map((one) => one.trim());
      return { name: name.trim(), bounds: texts.filter((one) => one !== '' && one !== 'type') };
    });
}

/** `[T]` or `<T>`. */
export function readTypeParameters(cursor: Cursor): TypeParameter[] {
  if (cursor.is('[')) {
    const { from, to } = cursor.skipBracket(1);
    return parseTypeParameters(cursor.slice(from, to));
  }
  return cursor.is('<') ? parseTypeParameters(readAngles(cursor)) : [];
}

/** The text between `<` and the `>` that closes it. */
function readAngles(cursor: Cursor): string {
  const { end } = cursor.next();
  let depth = 1;
  let to = end;
  while (!cursor.isAtEnd && depth > 0 && !cursor.is('{') && !cursor.is(';')) {
    const token = cursor.next();
    to = token.at;
    if (token.text === '<') depth++;
    if (token.text === '>') depth--;
  }
  return cursor.slice(end, to);
}

const SELF = /^(?:mut\s+)?(?:&\s*(?:mut\s+)?)?self\b(?:\s*:.*)?$/s;

/** Without name and default: `mut x: []T = none` is `[]T`. */
function paramType(piece: string): string {
  const value = splitTop(piece, '=')[0] ?? '';
  const typed = /^(?:(?:mut|const|comptime|inout|var|let)\s+)*[A-Za-z_]\w*\s*:(?!:)\s*(.*)$/s.exec(
    value,
  );
  return (typed?.[1] ?? value).replace(/\s+/g, ' ').trim();
}

interface Params {
  generics: TypeParameter[];
  params: string[];
}

/** `comptime T: type` is a type parameter; `self` is the type that the method belongs to. */
function parseParams(text: string, receiver: string | undefined): Params {
  const pieces = (text.trim() === '' ? [] : splitTop(text, ',')).filter(Boolean);
  const isType = (piece: string): boolean =>
    /^(?:comptime\s+)?[A-Za-z_]\w*\s*:\s*type$/.test(piece);
  return {
    generics: pieces.filter(isType).flatMap(parseTypeParameters),
    params: pieces
      .filter((piece) => !isType(piece))
      .map((piece) => (receiver !== undefined && SELF.test(piece) ? receiver : paramType(piece))),
  };
}

/** `undefined`, reported, where the list does not end. */
function readParams(cursor: Cursor, receiver: string | undefined): Params | undefined {
  const list = (): Params | undefined => {
    const { from, to, isClosed } = cursor.skipBracket(1);
    return isClosed ? parseParams(cursor.slice(from, to), receiver) : undefined;
  };
  const first = list();
  if (!first || !cursor.is('(')) return first;
  const second = list();
  return second && { generics: [...first.generics, ...second.generics], params: second.params };
}

const endsReturn = (cursor: Cursor): boolean => {
  const token = cursor.peek();
  if (token.kind === 'newline') return true;
  return ['{', '{.', ';', 'do', 'where', '}', '=', ','].includes(token.text);
};

/** `-> T`, or `T` alone as Zig writes it. */
function readReturns(cursor: Cursor): string {
  if (cursor.peekOverLines().text === '->') cursor.skipNewlines();
  cursor.take('->');
  const from = cursor.peek().at;
  let to = from;
  while (!cursor.isAtEnd && !endsReturn(cursor)) {
    if (cursor.is('(') || cursor.is('[')) cursor.skipBracket(1);
    else cursor.index++;
    to = cursor.tokens[cursor.index - 1]?.end ?? to;
  }
  const text = cursor.slice(from, to);
  return text === '' ? 'void' : text;
}

interface Attributes {
  dynamic: boolean;
  effects: string[];
}

function readAttributes(cursor: Cursor, into: Attributes): void {
  while (cursor.is('{.')) {
    const { from, to } = cursor.skipBracket(1);
    const text = cursor.slice(from, to).replace(/\.$/, '');
    if (/\bdispatch\s*:\s*(dynamic|runtime)\b/.test(text)) into.dynamic = true;
    else
      into.effects.push(
        ...splitTop(text, ',')
          .map((one) => one.replace(/^\./, '').trim())
          .filter(Boolean),
      );
  }
}

/** `where T: A + B, U: C` adds to what the brackets say. */
export function readWhere(cursor: Cursor, generics: TypeParameter[]): TypeParameter[] {
  if (cursor.peekOverLines().text !== 'where') return generics;
  cursor.skipNewlines();
  const { end } = cursor.next();
  let to = end;
  while (!cursor.isAtEnd && !['{', ';', 'do', '{.'].includes(cursor.peek().text)) {
    const last = cursor.tokens[cursor.index - 1]?.text ?? '';
    const isNewline = cursor.peek().kind === 'newline';
    if (isNewline && last !== '\n' && ![',', '+', ':'].includes(last)) break;
    to = cursor.next().end;
  }
  const added = parseTypeParameters(cursor.slice(end, to).replace(/,$/, ''));
  const byName = new Map<string, TypeParameter>();
  for (const { name, bounds } of [...generics, ...added]) {
    const known = byName.get(name);
    if (known) known.bounds.push(...bounds);
    else byName.set(name, { name, bounds: [...bounds] });
  }
  return [...byName.values()];
}

/** `{ … }` or `do … end`, on the same line or the next. */
function skipBody(cursor: Cursor, column: number): boolean {
  const { text } = cursor.peekOverLines();
  if (text !== '{' && text !== 'do') return false;
  cursor.skipNewlines();
  if (text === '{') cursor.skipBracket(column);
  else cursor.skipDoBlock(column);
  return true;
}

/** Reads from the name on; `undefined`, with a report, where there is no parameter list. */
export function readFunction(
  cursor: Cursor,
  receiver: string | undefined,
  column: number,
): Signature | undefined {
  const start = cursor.peek();
  let name = cursor.next().text;
  while (cursor.is('.') || cursor.is('::')) name += `.${(cursor.next(), cursor.next().text)}`;
  const declared = readTypeParameters(cursor);
  if (!cursor.is('(')) {
    cursor.report(`"${name}" has no parameter list`, start.at);
    return undefined;
  }
  const attributes: Attributes = { dynamic: false, effects: [] };
  const list = readParams(cursor, receiver);
  if (!list) return undefined;
  readAttributes(cursor, attributes);
  const returns = readReturns(cursor);
  readAttributes(cursor, attributes);
  const generics = readWhere(cursor, [...declared, ...list.generics]);
  readAttributes(cursor, attributes);
  return {
    name,
    generics,
    params: list.params,
    returns,
    ...attributes,
    hasBody: skipBody(cursor, column),
  };
}
