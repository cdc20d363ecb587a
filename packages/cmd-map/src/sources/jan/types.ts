// Types as they are declared: struct, enum and their like, `type X = …` in all its forms, traits, and impls.
import type { TypeDeclaration, TypeParameter } from '../../model/types.ts';
import { splitTop } from '../../types/term.ts';
import { readTypeParameters, readWhere } from './functions.ts';
import { parseBody } from './items.ts';
import { inScope, type Parsing, readDottedName } from './scope.ts';

type Declared = Omit<Partial<TypeDeclaration>, 'name' | 'module' | 'location'>;

function addType(parsing: Parsing, named: { name: string; at: number }, declared: Declared): void {
  const { cursor, found, scope } = parsing;
  found.types.push({
    extends: [],
    union: [],
    ...declared,
    name: named.name,
    module: scope.module,
    location: cursor.locate(named.at),
  });
}

/** `extends A, B` or `: A, B`, up to the body. */
function readParents({ cursor }: Parsing): string[] {
  if (!cursor.take('extends') && !cursor.take(':')) return [];
  const from = cursor.peek().at;
  let to = from;
  while (!cursor.isAtEnd && !['{', 'do', ';', 'where'].includes(cursor.peek().text)) {
    if (cursor.peek().kind === 'newline') break;
    to = cursor.next().end;
  }
  return splitTop(cursor.slice(from, to), ',').filter(Boolean);
}

interface Inside {
  name: string;
  generics: TypeParameter[];
}

/** Methods and impls in the body of a type belong to it. */
function parseTypeBody(parsing: Parsing, { name, generics }: Inside): void {
  const inner = { receiver: name, generics, methodsArePublic: false };
  inScope(parsing, inner, () => {
    parseBody(parsing);
  });
}

/** `struct P { … }`, `struct Vec<T> {`, `struct P;`, `enum`, `flags`, `error`, `union`. */
export function parseStruct(parsing: Parsing): void {
  const { cursor } = parsing;
  cursor.next();
  const { at } = cursor.peek();
  const name = readDottedName(cursor);
  const generics = readTypeParameters(cursor);
  addType(parsing, { name, at }, { extends: readParents(parsing) });
  parseTypeBody(parsing, { name, generics });
}

const isMember = (text: string): boolean => /^[A-Za-z_&*?[@]/.test(text);

/** `Red{r: u8}` and `Ok(T)` in a union are the types Red and Ok, with what they hold. */
const withoutPayload = (member: string): string =>
  /^([A-Za-z_][\w.:]*)\s*(?:\{.*\}|\(.*\))$/s.exec(member)?.[1] ?? member;

/** The right side of `type X = …` where it is no body: a union, an intersection, or another name. */
function declaredBy(text: string): Declared {
  const members = splitTop(text, '|').filter(Boolean);
  if (members.length > 1 || text.startsWith('|')) return { union: members.map(withoutPayload) };
  const parts = splitTop(text, '&').filter(Boolean);
  if (parts.length > 1 && !text.startsWith('&')) return { extends: parts.filter(isMember) };
  return { alias: text };
}

/** Up to the end of the statement; a line that ends or begins with `|` or `&` goes on. */
function readRightSide({ cursor }: Parsing): string {
  const from = cursor.peekOverLines().at;
  let to = from;
  while (!cursor.isAtEnd && !cursor.is(';') && !cursor.is('}')) {
    if (cursor.peek().kind === 'newline') {
      const last = cursor.tokens[cursor.index - 1]?.text ?? '';
      const goesOn =
        to === from ||
        ['|', '&', '='].includes(last) ||
        ['|', '&'].includes(cursor.peekOverLines().text);
      if (!goesOn) break;
      cursor.skipNewlines();
    } else if (cursor.is('{') || cursor.is('(') || cursor.is('[')) {
      cursor.skipBracket(1);
      to = cursor.tokens[cursor.index - 1]?.end ?? to;
    } else to = cursor.next().end;
  }
  return cursor.slice(from, to);
}

const BODIES = new Set(['table', 'struct', 'sum', 'union', 'enum', 'flags', '{']);

const readSealing = ({ cursor }: Parsing): Declared => {
  if (cursor.peek(1).kind !== 'word') return {};
  if (cursor.take('sealed')) return { sealed: true };
  return cursor.take('open') ? { sealed: false } : {};
};

/** `type X = A | B`, `type sealed X = …`, `type X = table extends Y { … }`, `type X = { … }`, `type X;` */
export function parseType(parsing: Parsing): void {
  const { cursor } = parsing;
  cursor.next();
  const sealing = readSealing(parsing);
  const { at } = cursor.peek();
  const named = { name: readDottedName(cursor), at };
  const generics = readTypeParameters(cursor);
  const parents = readParents(parsing);
  if (!cursor.take('=')) {
    addType(parsing, named, { ...sealing, extends: parents });
    parseTypeBody(parsing, { name: named.name, generics });
    return;
  }
  if (!BODIES.has(cursor.peekOverLines().text)) {
    addType(parsing, named, { ...sealing, ...declaredBy(readRightSide(parsing)) });
    return;
  }
  cursor.skipNewlines();
  const kind = cursor.is('{') ? '{' : cursor.next().text;
  const closed = kind === 'sum' ? { sealed: true } : {};
  addType(parsing, named, {
    ...closed,
    ...sealing,
    extends: [...parents, ...readParents(parsing)],
  });
  parseTypeBody(parsing, { name: named.name, generics });
}

/** `trait T<…> { … }`: its methods are a family; one with a body is the default. */
export function parseTrait(parsing: Parsing, isPublic: boolean): void {
  const { cursor } = parsing;
  cursor.next();
  const { at } = cursor.peek();
  const name = readDottedName(cursor);
  const generics = readTypeParameters(cursor);
  if (cursor.is('(')) cursor.skipBracket(1);
  addType(parsing, { name, at }, { trait: true, extends: readParents(parsing) });
  const inner = {
    receiver: name,
    trait: name,
    slots: { next: 0 },
    generics,
    methodsArePublic: isPublic,
  };
  inScope(parsing, inner, () => {
    parseBody(parsing);
  });
}

/** A type as `impl` names it: `a::Tr`, `Vec<T>`, `Map[K, V]`, `*T`. */
function readTypeText({ cursor }: Parsing): string {
  const from = cursor.peek().at;
  let to = from;
  while (!cursor.isAtEnd && !['for', 'where', '{', 'do', ';'].includes(cursor.peek().text)) {
    if (cursor.peek().kind === 'newline') break;
    if (cursor.is('[') || cursor.is('(')) {
      cursor.skipBracket(1);
      to = cursor.tokens[cursor.index - 1]?.end ?? to;
    } else to = cursor.next().end;
  }
  return cursor.slice(from, to).replaceAll('::', '.');
}

interface Implemented {
  type: string;
  trait: string;
  generics: TypeParameter[];
  at: number;
}

const baseName = (text: string): string => text.replace(/\s*[<[(].*$/s, '');

/** `impl[T] Tr for T` is for no type in particular, `impl Tr for *T` for none that has a name. */
function addImplemented(parsing: Parsing, { type, trait, generics, at }: Implemented): void {
  const name = baseName(type);
  const isNamed = /^[A-Za-z_][\w.]*$/.test(name) && !generics.some((one) => one.name === name);
  if (isNamed) addType(parsing, { name, at }, { extends: [...new Set([trait, baseName(trait)])] });
}

/** `impl Tr for Ty { … }`, `impl Ty { … }`; inside of a type `impl Tr { … }` is for that type. */
export function parseImpl(parsing: Parsing): void {
  const { cursor, scope } = parsing;
  const { at } = cursor.next();
  const declared = [...scope.generics, ...readTypeParameters(cursor)];
  const first = readTypeText(parsing);
  const type = cursor.take('for') ? readTypeText(parsing) : scope.receiver;
  const generics = readWhere(cursor, declared);
  if (type !== undefined) addImplemented(parsing, { type, trait: first, generics, at });
  const trait = type === undefined ? {} : { trait: first };
  const inner = { receiver: type ?? first, generics, methodsArePublic: true, ...trait };
  inScope(parsing, inner, () => {
    parseBody(parsing);
  });
}
