// The members of a class that are no methods: variables, traits, requirements, aliases.
import type { Alias, Position, Requirement, VariableDeclaration } from './ast.ts';
import type { Context } from './context.ts';
import { normalSelector } from './selector.ts';
import { type TokenStream, unexpected } from './token-stream.ts';
import { isOperator, type Token } from './tokens.ts';

const WORD_DEFAULTS = new Set(['true', 'false', 'nil']);

/** Up to the end of the line: `value:0 name:'x' items`. */
export function parseVariables(context: Context, stream: TokenStream): VariableDeclaration[] {
  const variables: VariableDeclaration[] = [];
  let keyword: Token | null = null;
  for (;;) {
    const token = stream.peek();
    if (token.type !== 'name' && token.type !== 'keyword') break;
    if (keyword !== null && token.type === 'name') warnOfTypo(context, keyword, token);
    stream.next();
    keyword = token.type === 'keyword' ? token : null;
    const value = keyword === null ? null : parseDefault(stream);
    if (value !== null) keyword = null;
    const name = token.text.replace(/:$/, '');
    const at = context.source.positionOf(token.start);
    variables.push({ name, default: value === 'nil' ? null : value, at });
  }
  expectEndOfLine(stream);
  return variables;
}

/** The text behind `name:`; null when none of its own stands there. */
function parseDefault(stream: TokenStream): string | null {
  const token = stream.peek();
  switch (token.type) {
    case 'number':
      return stream.next().text;
    case 'string': {
      const quote = token.text.startsWith("'''") && token.text.length >= 6 ? 3 : 1;
      return stream.next().text.slice(quote, -quote);
    }
    case 'double':
      return stream.next().text.slice(1, -1);
    case 'name':
      return !token.spaceBefore && WORD_DEFAULTS.has(token.text) ? stream.next().text : null;
    case 'operator': {
      const number = stream.second();
      if (!isOperator(token, '-') || number.type !== 'number' || number.spaceBefore) return null;
      stream.next();
      return `-${stream.next().text}`;
    }
    default:
      return null;
  }
}

function warnOfTypo({ problems }: Context, keyword: Token, name: Token): void {
  const first = keyword.text.slice(0, -1);
  const message = `'${keyword.text}${name.spaceBefore ? ' ' : ''}${name.text}' declares two variables, ${first} and ${name.text}: a text is written ${keyword.text}'${name.text}'`;
  problems.warn('possible_typo', message, name.start);
}

export function parseRequirement(stream: TokenStream): Requirement {
  const token = stream.peek();
  if (token.type === 'string' || token.type === 'double') {
    return { kind: 'file', path: stream.next().text.slice(1, -1) };
  }
  const selector = parseSelector(stream, null);
  expectEndOfLine(stream);
  return { kind: 'method', selector };
}

/** `size for: count`, `add: for: push:`. */
export function parseAlias(stream: TokenStream, at: Position): Alias {
  const alias = parseSelector(stream, 'for:');
  stream.next();
  return { alias, target: parseSelector(stream, null), at };
}

/**
 * `count`, `at: put:`, `at:put:`, in normal form. `behind` is the keyword that ends it: the first of this
 * name with a space in front, as `wait:for: for: x:` has them.
 */
export function parseSelector(stream: TokenStream, behind: string | null): string {
  const first = stream.next();
  if (first.type !== 'keyword' && (first.type !== 'name' || first.text.includes(':'))) {
    throw unexpected(first, 'a selector');
  }
  let selector = first.text;
  while (first.type === 'keyword' && stream.peek().type === 'keyword') {
    const { text, spaceBefore } = stream.peek();
    if (text === behind && spaceBefore) break;
    selector += stream.next().text;
  }
  const end = stream.peek();
  if (behind !== null && end.text !== behind) throw unexpected(end, `'${behind}'`);
  return normalSelector(selector);
}

/** @throws Fault for what stands behind a declaration */
export function expectEndOfLine(stream: TokenStream): void {
  const { type, text } = stream.peek();
  if (type === 'newline' || type === 'end' || type === 'keyword' || text.startsWith('#')) return;
  throw unexpected(stream.peek(), 'the end of the line');
}
