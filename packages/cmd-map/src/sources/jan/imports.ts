// What a module imports: `import a.b.{x as y}`, `use a::b::C`, `use "./f.jan" as X`, `using a.b;`.
import type { Import } from '../../model/types.ts';
import { splitTop } from '../../types/term.ts';
import type { Cursor } from './cursor.ts';
import { type Parsing, readDottedName } from './scope.ts';

/** `x as y` */
function parseAs(text: string): { name: string; as?: string } {
  const [name = '', as] = text.split(/\s+as\s+/);
  return { name: name.trim(), ...(as === undefined ? {} : { as: as.trim() }) };
}

function readNames(cursor: Cursor): { name: string; as?: string }[] {
  const { from, to } = cursor.skipBracket(1);
  return splitTop(cursor.slice(from, to), ',').filter(Boolean).map(parseAs);
}

function readAlias(cursor: Cursor): { as?: string } {
  return cursor.take('as') ? { as: cursor.next().text } : {};
}

/** After `import`, `use` or `using`. A foreign language's file is none of ours. */
function readImport(cursor: Cursor): Import | undefined {
  const isForeign = cursor.peek().kind === 'word' && cursor.peek(1).kind === 'string';
  if (isForeign && !cursor.is('janus')) return undefined;
  if (isForeign) cursor.next();
  if (cursor.peek().kind === 'string') {
    return { from: cursor.next().text.replace(/^"|"$/g, ''), ...readAlias(cursor) };
  }
  if (cursor.peek().kind !== 'word') return undefined;
  const from = readDottedName(cursor);
  if ((cursor.is('.') || cursor.is('::')) && cursor.peek(1).text === '{') {
    cursor.next();
    return { from, names: readNames(cursor) };
  }
  return { from, ...readAlias(cursor) };
}

export function parseImport({ cursor, found, scope }: Parsing): void {
  cursor.next();
  const one = readImport(cursor);
  if (one) found.modules.get(scope.module)?.push(one);
  cursor.skipStatement();
}
