// Characters to tokens, one at a time and from any place: the parser jumps over what only bash can read.
import { BashScanner } from './bash-scanner.ts';
import type { Token, TokenType } from './tokens.ts';
import { work } from './work.ts';

const SPACE = /[ \t\r\f\v\u00a0\ufeff]+|\\\r?\n/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*/y;
const KEYWORD = /[A-Za-z_][A-Za-z0-9_]*:(?![:=])/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const SYMBOL = /#[A-Za-z_][A-Za-z0-9_]*(?::(?![:=])(?:[A-Za-z_][A-Za-z0-9_]*:)*)?/y;
const PARAMETER = /:[ \t]*[A-Za-z_][A-Za-z0-9_]*/y;
const SIGNS = /==|=~|!=|~=|<=|>=|<<|&&|\|\||[-+*/%<>=,&!~]/y;
const SHELL_SIGNS = new Set(['<<', '&&', '||', '&', '!', '~']);

const SINGLE: Readonly<Record<string, TokenType>> = {
  '^': 'caret',
  '@': 'at',
  '.': 'dot',
  ';': 'semicolon',
  '|': 'pipe',
  '[': 'open',
  ']': 'close',
  '(': 'paren-open',
  ')': 'paren-close',
  '{': 'brace-open',
  '}': 'brace-close',
};

export class Lexer {
  readonly text: string;
  readonly end: number;
  readonly #scanner: BashScanner;

  constructor(text: string, end: number) {
    this.text = text;
    this.end = end;
    this.#scanner = new BashScanner(text, end, true);
  }

  /** The token at or behind `offset`. */
  read(offset: number): Token {
    work.steps++;
    const start = this.#skipSpace(offset);
    const [type, end] = start >= this.end ? (['end', this.end] as const) : this.#scan(start);
    return { type, start, end, text: this.text.slice(start, end), spaceBefore: start > offset };
  }

  #skipSpace(offset: number): number {
    let at = offset;
    for (;;) {
      const next = this.#match(SPACE, at);
      if (next > at) at = next;
      else if (this.text[at] === '#' && this.#scanner.isComment(at)) {
        at = this.#scanner.endOfLine(at);
      } else return Math.min(at, this.end);
      if (at >= this.end) return this.end;
    }
  }

  #scan(at: number): readonly [TokenType, number] {
    const char = this.text[at] ?? '';
    if (char === "'" || char === '"') {
      return this.#carrier(char === '"' ? 'double' : 'string', at);
    }
    if (char === '$' || char === '`') return this.#carrier('expansion', at);
    if (char === '#') return this.#scanHash(at);
    if (char === ':') return this.#scanColon(at);
    return this.#scanWord(at) ?? this.#scanSign(at, char);
  }

  #scanWord(at: number): readonly [TokenType, number] | null {
    const keyword = this.#match(KEYWORD, at);
    if (keyword > at) return ['keyword', keyword];
    const word = this.#match(WORD, at);
    if (word > at) return ['name', word];
    const number = this.#match(NUMBER, at);
    return number > at ? ['number', number] : null;
  }

  #scanSign(at: number, char: string): readonly [TokenType, number] {
    if (char === '\n') return ['newline', this.#skipBlankLines(at + 1)];
    const sign = this.#match(SIGNS, at);
    if (sign > at) {
      return [SHELL_SIGNS.has(this.text.slice(at, sign)) ? 'shell' : 'operator', sign];
    }
    return [SINGLE[char] ?? 'unknown', at + 1];
  }

  /** Blank lines and lines of comment belong to the newline in front of them. */
  #skipBlankLines(offset: number): number {
    let at = this.#skipSpace(offset);
    while (at < this.end && this.text[at] === '\n') at = this.#skipSpace(at + 1);
    return at;
  }

  #scanHash(at: number): readonly [TokenType, number] {
    const next = this.text[at + 1];
    if (next === '(') return ['list', Math.min(at + 2, this.end)];
    if (next === '{') return ['dictionary', Math.min(at + 2, this.end)];
    return ['symbol', this.#match(SYMBOL, at)];
  }

  #scanColon(at: number): readonly [TokenType, number] {
    if (this.text[at + 1] === '=') return ['assign', Math.min(at + 2, this.end)];
    const parameter = this.#match(PARAMETER, at);
    return parameter > at ? ['parameter', parameter] : ['unknown', at + 1];
  }

  /** One that never ends takes all the rest: nothing behind it can be trusted, and no text is read twice. */
  #carrier(type: TokenType, at: number): readonly [TokenType, number] {
    const end = this.#scanner.skip(at);
    if (end < 0) return ['unterminated', this.end];
    return end === at + 1 ? ['unknown', end] : [type, end];
  }

  #match(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.text) ? Math.min(pattern.lastIndex, this.end) : at;
  }
}
