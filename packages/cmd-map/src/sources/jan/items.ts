// The items of a file or of a body: each is read by its own parser; what is none is stepped over.
import type { MethodOf, Overload } from '../../model/types.ts';
import type { Cursor } from './cursor.ts';
import { readFunction, type Signature } from './functions.ts';
import { parseImport } from './imports.ts';
import type { Token } from './lexer.ts';
import { isTooLong, wordsOf } from './signature-size.ts';
import { inScope, type Modifiers, type Parsing, readDottedName } from './scope.ts';
import { parseImpl, parseStruct, parseTrait, parseType } from './types.ts';

const FUNCTIONS = new Set(['func', 'fn', 'function']);
const STRUCTS = new Set(['struct', 'enum', 'flags', 'error', 'union']);
const MODULES = new Set(['module', 'namespace', 'mod']);
const IMPORTS = new Set(['import', 'use', 'using']);
const MODIFIERS = new Set([
  'pub',
  'export',
  'extern',
  'async',
  'inline',
  'comptime',
  'static',
  'unsafe',
  'override',
]);

/** Statements that declare nothing that takes part in dispatch. */
const SILENT = new Set(
  'let var const test comptime if for while match return defer graft foreign assert expect print println do end else case switch requires ensures profile end'.split(
    ' ',
  ),
);

function readModifiers(parsing: Parsing): Modifiers {
  const { cursor } = parsing;
  const modifiers: Modifiers = { visibility: 'private', dynamic: false };
  for (;;) {
    const { text, kind } = cursor.peek();
    const isAttribute = kind === 'word' && text.startsWith('@');
    if (text === '{.') {
      const { from, to } = cursor.skipBracket(1);
      if (/dispatch\s*:\s*(dynamic|runtime)/.test(cursor.slice(from, to))) modifiers.dynamic = true;
      cursor.skipNewlines();
    } else if (
      isAttribute ||
      (kind === 'word' && MODIFIERS.has(text) && cursor.peek(1).text !== '=')
    ) {
      if (text === 'pub' || text === 'export') modifiers.visibility = 'public';
      if (text === '@runtime_dispatch') modifiers.dynamic = true;
      cursor.next();
      if (isAttribute || text === 'pub') skipArguments(parsing);
      if (text === 'extern' && cursor.peek().kind === 'string') cursor.next();
      if (isAttribute) cursor.skipNewlines();
    } else return modifiers;
  }
}

/** `@hint(.prefer_static)`, `pub(crate)` */
function skipArguments({ cursor }: Parsing): void {
  if (cursor.is('(')) cursor.skipBracket(1);
}

function methodOf({ scope }: Parsing, { hasBody }: Signature): MethodOf | undefined {
  const { receiver, trait } = scope;
  if (receiver === undefined) return undefined;
  const ofTrait = trait === undefined ? {} : { trait };
  return { type: receiver, ...ofTrait, ...(scope.slots && hasBody ? { isDefault: true } : {}) };
}

/** A call through `&dyn Trait` goes to a slot, whether or not the trait has a body for it. */
function dynOverload(overload: Overload, trait: string, slot: number): Overload {
  const [, ...rest] = overload.params;
  const method = { type: trait, trait, slot };
  return { ...overload, params: [`&dyn ${trait}`, ...rest], dynamic: true, method };
}

function parseFunction(parsing: Parsing, modifiers: Modifiers): void {
  const { cursor, found, scope } = parsing;
  const column = cursor.columnOf(cursor.next());
  const { at } = cursor.peek();
  const signature = readFunction(cursor, scope.receiver, column);
  if (!signature) return;
  const { hasBody, dynamic, effects, ...rest } = signature;
  const words = scope.generics.length > 0 ? wordsOf(rest.params) : undefined;
  const method = methodOf(parsing, signature);
  const overload: Overload = {
    ...rest,
    generics: [...scope.generics.filter(({ name }) => words?.has(name)), ...rest.generics],
    module: scope.module,
    visibility: scope.methodsArePublic ? 'public' : modifiers.visibility,
    location: cursor.locate(at),
    ...(dynamic || modifiers.dynamic ? { dynamic: true } : {}),
    ...(effects.length > 0 ? { effects } : {}),
    ...(method ? { method } : {}),
  };
  if (isTooLong(overload)) cursor.report('a signature is too long', at);
  else if (!scope.slots || scope.trait === undefined) found.overloads.push(overload);
  else addTraitMethod(parsing, overload, hasBody);
}

function addTraitMethod({ found, scope }: Parsing, overload: Overload, hasBody: boolean): void {
  const { trait = '', slots } = scope;
  const takesSelf = overload.params[0] === trait;
  if (takesSelf && slots) found.overloads.push(dynOverload(overload, trait, slots.next++));
  if (hasBody) found.overloads.push(overload);
}

/** `module a.b;` is for the rest of the file, `module a { … }` for what is inside. */
function parseModule(parsing: Parsing): void {
  const { cursor, found, scope } = parsing;
  cursor.next();
  const name = readDottedName(cursor);
  const hasBody = cursor.is('{') || cursor.is('do');
  const full =
    hasBody && scope.module !== '' && found.modules.size > 1 ? `${scope.module}.${name}` : name;
  if (!found.modules.has(full)) found.modules.set(full, []);
  if (hasBody) {
    inScope(parsing, { module: full }, () => {
      parseBody(parsing);
    });
  } else {
    // What the file imported above its first such line is imported by the module.
    const isFirst = scope.module === parsing.fileModule && full !== scope.module;
    const above = isFirst ? (found.modules.get(scope.module) ?? []) : [];
    found.modules.set(full, [...(found.modules.get(full) ?? []), ...above]);
    parsing.scope = { ...scope, module: full };
  }
}

/** `const S = struct { pub fn … }` is a type, and a namespace for what is in it. */
function parseConst(parsing: Parsing): void {
  const { cursor } = parsing;
  const isNamespace = cursor.peek(2).text === '=' && cursor.peek(3).text === 'struct';
  if (!isNamespace) {
    cursor.skipStatement();
    return;
  }
  cursor.next();
  const { text: name, at } = cursor.next();
  cursor.index += 2;
  const { module } = parsing.scope;
  parsing.found.types.push({ name, module, extends: [], union: [], location: cursor.locate(at) });
  const inner = `${module}.${name}`;
  if (!parsing.found.modules.has(inner)) parsing.found.modules.set(inner, []);
  inScope(parsing, { module: inner, receiver: name }, () => {
    parseBody(parsing);
  });
}

function parseItem(parsing: Parsing): void {
  const { cursor } = parsing;
  const modifiers = readModifiers(parsing);
  const { text, kind, at } = cursor.peek();
  const named = cursor.peek(1).kind === 'word';
  if (FUNCTIONS.has(text) && named) parseFunction(parsing, modifiers);
  else if (STRUCTS.has(text) && named) parseStruct(parsing);
  else if (text === 'type' && named) parseType(parsing);
  else if (text === 'trait' && named) parseTrait(parsing, modifiers.visibility === 'public');
  else if (text === 'impl' || (text === 'extension' && named)) parseImpl(parsing);
  else if (MODULES.has(text) && named) parseModule(parsing);
  else if (text === 'const') parseConst(parsing);
  else if (IMPORTS.has(text)) parseImport(parsing);
  else {
    if (parsing.scope.receiver === undefined && kind === 'word' && !SILENT.has(text)) {
      cursor.report(`"${text}" begins no declaration that is known`, at);
    }
    cursor.skipStatement();
    cursor.take('}');
  }
}

/** Everything up to the end of the file. */
export function parseItems(parsing: Parsing): void {
  const { cursor } = parsing;
  cursor.skipNewlines();
  while (!cursor.isAtEnd) {
    const { index } = cursor;
    parseItem(parsing);
    if (cursor.index === index) cursor.index++;
    cursor.skipNewlines();
  }
}

/** Bodies within bodies; what lies deeper is stepped over. */
const MOST_NESTED = 100;

function skipDeepBody({ cursor }: Parsing, open: string): void {
  cursor.report(`bodies are nested more than ${MOST_NESTED} deep`, cursor.peek().at);
  if (open === '{') cursor.skipBracket(1);
  else cursor.skipDoBlock(1);
}

/** The items between `{` and `}`, or `do` and `end`; nothing where no body follows. */
export function parseBody(parsing: Parsing): void {
  const { cursor } = parsing;
  const open = cursor.peekOverLines();
  if (open.text !== '{' && open.text !== 'do') return;
  cursor.skipNewlines();
  if (parsing.depth >= MOST_NESTED) {
    skipDeepBody(parsing, open.text);
    return;
  }
  parsing.depth++;
  parseMembers(parsing);
  parsing.depth--;
}

function parseMembers(parsing: Parsing): void {
  const { cursor, scope } = parsing;
  const open = cursor.next();
  const close = open.text === '{' ? '}' : 'end';
  const isModule = scope.receiver === undefined;
  cursor.skipNewlines();
  while (!cursor.take(close)) {
    const { index } = cursor;
    if (cursor.isAtEnd) {
      cursor.report(`"${open.text}" is not closed`, open.at);
      return;
    }
    parseMember(parsing, close);
    if (isModule && cursor.is('}') && isStray(cursor, { open, index })) {
      cursor.report('"}" closes nothing', cursor.next().at);
    }
    if (cursor.index === index && !cursor.is(close)) cursor.index++;
    cursor.skipNewlines();
  }
}

/** `}` behind something on a line of its own, in a module that began on another line: what it closed was lost. */
function isStray(cursor: Cursor, { open, index }: { open: Token; index: number }): boolean {
  const lineOf = (at: number): number => cursor.locate(at).line;
  const first = cursor.tokens[index];
  const { at } = cursor.peek();
  return (
    first !== undefined &&
    index < cursor.index &&
    lineOf(first.at) === lineOf(at) &&
    lineOf(open.at) !== lineOf(at)
  );
}

const MEMBER_WORDS = new Set([
  'func',
  'fn',
  'function',
  'impl',
  'extension',
  'struct',
  'enum',
  'type',
  'trait',
  'module',
  'namespace',
  'mod',
  'const',
  'import',
  'use',
  ...MODIFIERS,
]);

/** Fields and variants are stepped over up to their comma. */
function parseMember(parsing: Parsing, close: string): void {
  const { cursor } = parsing;
  const { text, kind } = cursor.peek();
  const isItem = MEMBER_WORDS.has(text) || text.startsWith('@') || text === '{.';
  if (isItem && !(kind === 'word' && cursor.peek(1).text === ':')) {
    parseItem(parsing);
    return;
  }
  while (
    !cursor.isAtEnd &&
    cursor.peek().kind !== 'newline' &&
    !cursor.is(close) &&
    !cursor.is(';')
  ) {
    if (cursor.take(',')) return;
    if (cursor.is('{') || cursor.is('(') || cursor.is('[')) cursor.skipBracket(1);
    else cursor.index++;
  }
}
