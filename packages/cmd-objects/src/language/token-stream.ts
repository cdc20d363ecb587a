// The tokens of a part of a program, with a look ahead.
import { Lexer } from './lexer.ts';
import { Fault } from './problems.ts';
import { shownToken, type Token, type TokenType } from './tokens.ts';

export class TokenStream {
  readonly lexer: Lexer;
  /** False between parentheses: an expression goes on over the end of the line. */
  newlinesMatter = true;
  #offset: number;
  #current: Token | null = null;
  #following: Token | null = null;

  constructor(text: string, start: number, end: number) {
    this.lexer = new Lexer(text, end);
    this.#offset = start;
  }

  /** Where the next token is looked for. */
  get offset(): number {
    return this.#offset;
  }

  peek(): Token {
    let token = (this.#current ??= this.lexer.read(this.#offset));
    while (token.type === 'newline' && !this.newlinesMatter) {
      this.seek(token.end);
      token = this.#current = this.lexer.read(token.end);
    }
    return token;
  }

  /** The token behind the next one. */
  second(): Token {
    const { end } = this.peek();
    return (this.#following ??= this.lexer.read(end));
  }

  /** The next token that is no newline. */
  beyondNewlines(): Token {
    return this.peek().type === 'newline' ? this.second() : this.peek();
  }

  next(): Token {
    const token = this.peek();
    this.#offset = token.end;
    this.#current = this.#following;
    this.#following = null;
    return token;
  }

  seek(offset: number): void {
    this.#offset = offset;
    this.#current = null;
    this.#following = null;
  }

  skipNewlines(): void {
    while (this.peek().type === 'newline') this.next();
  }

  /** @throws Fault */
  expect(type: TokenType, what: string): Token {
    const token = this.peek();
    if (token.type !== type) throw unexpected(token, what);
    return this.next();
  }
}

/** `what` is what should have stood there. */
export function unexpected(token: Token, what: string): Fault {
  if (token.type === 'unterminated') {
    return new Fault('unterminated', `this never ends: ${shownToken(token)}`, token.start);
  }
  // What only lacks its end, a REPL asks the rest of.
  const code = token.type === 'end' ? 'unterminated' : 'unexpected_token';
  return new Fault(code, `${what} expected, not ${shownToken(token)}`, token.start);
}
