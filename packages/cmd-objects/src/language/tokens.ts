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

/** How a message names it: in one line, without what would move a cursor. */
export function shownToken(token: Token): string {
  if (token.type === 'end') return 'the end';
  if (token.type === 'newline') return 'the end of the line';
  const [line = ''] = token.text.split('\n', 1);
  const isCut = line.length > 40 || line.length < token.text.length;
  return `'${line.slice(0, 40).replace(/\p{C}/gu, '\ufffd')}${isCut ? '…' : ''}'`;
}
