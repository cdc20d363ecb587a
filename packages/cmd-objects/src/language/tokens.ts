// The words of the language.

export type TokenType =
  | 'name' // count, MyApp::Counter
  | 'keyword' // at:
  | 'number'
  | 'string' // '…' and '''…'''
  | 'double' // "…"
  | 'symbol' // #name, #at:put:
  | 'list' // #(
  | 'dictionary' // #{
  | 'parameter' // :x
  | 'expansion' // $x ${…} $(…) $((…)), and `…`
  | 'operator'
  | 'shell' // && || & ! ~ << and what else only bash knows
  | 'assign'
  | 'caret'
  | 'at'
  | 'dot'
  | 'semicolon'
  | 'pipe'
  | 'open' // [
  | 'close'
  | 'paren-open'
  | 'paren-close'
  | 'brace-open'
  | 'brace-close'
  | 'newline'
  | 'unterminated'
  | 'unknown'
  | 'end';

export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly text: string;
  readonly spaceBefore: boolean;
}

export function isOperator(token: Token, operator: string): boolean {
  return token.type === 'operator' && token.text === operator;
}

/** How a message names it. */
export function shownToken(token: Token): string {
  if (token.type === 'end') return 'the end';
  if (token.type === 'newline') return 'the end of the line';
  return `'${token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text}'`;
}
