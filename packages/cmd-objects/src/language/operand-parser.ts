// Operands: what stands between operators and in front of messages.
import { numberOf } from './arithmetic.ts';
import type { BlockExpression, Expression, Position } from './ast.ts';
import { Carriers, type Range } from './carriers.ts';
import type { Context } from './context.ts';
import { TokenStream, unexpected } from './token-stream.ts';
import { isOperator, type Token } from './tokens.ts';

/** How tightly `,` binds: a list or a dictionary may have it between its items. */
export const CONCATENATION = 8;
const CONSTANTS = new Set(['self', 'super', 'true', 'false', 'nil']);

export abstract class OperandParser {
  protected readonly context: Context;
  protected readonly stream: TokenStream;
  readonly #carriers: Carriers;

  constructor(context: Context, { start, end }: Range) {
    this.context = context;
    this.stream = new TokenStream(context.source.text, start, end);
    this.#carriers = new Carriers(context, (range) => this.sendOfBash(range));
  }

  protected abstract expression(): Expression;
  /** Operators that bind more tightly than `least`. */
  protected abstract binary(least?: number): Expression;
  /** An operand and its unary messages. */
  protected abstract unary(): Expression;
  /** From its `@` on, with its cascade. */
  protected abstract sends(): Expression;
  /** From its `[` to its `]`. */
  protected abstract block(): BlockExpression;
  /** From `try:` on. */
  protected abstract tryCatch(): Expression;
  /** `@ receiver message` of a `$(…)`; null when bash says more than that. */
  protected abstract sendOfBash(range: Range): Expression | null;

  protected at(token: Token): Position {
    return this.context.source.positionOf(token.start);
  }

  protected operand(): Expression {
    const token = this.stream.peek();
    switch (token.type) {
      case 'name':
        return this.#name();
      case 'operator':
        return this.#negative();
      case 'paren-open':
        return this.context.deeper(token.start, () => this.#parenthesis());
      case 'open':
        return this.context.deeper(token.start, () => this.block());
      case 'at':
        return this.context.deeper(token.start, () => this.sends());
      case 'list':
        return this.context.deeper(token.start, () => this.#list());
      case 'dictionary':
        return this.context.deeper(token.start, () => this.#dictionary());
      case 'keyword':
        if (token.text === 'try:') {
          return this.context.deeper(token.start, () => this.tryCatch());
        }
    }
    return this.#literal();
  }

  #literal(): Expression {
    const token = this.stream.peek();
    const at = this.at(token);
    switch (token.type) {
      case 'number':
        return this.#number();
      case 'string': {
        const quote = token.text.startsWith("'''") && token.text.length >= 6 ? 3 : 1;
        this.stream.next();
        return { type: 'string', value: token.text.slice(quote, -quote), at };
      }
      case 'symbol':
        this.stream.next();
        return { type: 'string', value: token.text.slice(1), at };
      case 'double':
        return this.#carriers.double(this.stream.next());
      case 'expansion':
        return this.#carriers.expansion(this.stream.next());
      default:
        throw unexpected(token, 'a value');
    }
  }

  #number(): Expression & { type: 'number' } {
    const token = this.stream.next();
    const value = token.text.includes('.') ? Number(token.text) : numberOf(token.text);
    return { type: 'number', value, at: this.at(token) };
  }

  #name(): Expression {
    const token = this.stream.next();
    const at = this.at(token);
    if (CONSTANTS.has(token.text)) {
      return { type: token.text as 'self' | 'super' | 'true' | 'false' | 'nil', at };
    }
    return { type: 'name', name: token.text, isVariable: false, at };
  }

  #negative(): Expression {
    const token = this.stream.peek();
    if (token.text !== '-') throw unexpected(token, 'a value');
    this.stream.next();
    const at = this.at(token);
    const operand = this.stream.peek();
    if (operand.type === 'number' && !operand.spaceBefore) {
      const { value } = this.#number();
      return { type: 'number', value: value === 0 ? value : -value, at };
    }
    const value = this.context.deeper(token.start, () => this.unary());
    return { type: 'negate', value, at };
  }

  #parenthesis(): Expression {
    return this.#enclosed(() => {
      const value = this.expression();
      this.stream.expect('paren-close', "')'");
      return value;
    });
  }

  /** From an opening bracket to its counterpart: newlines are spaces there. */
  #enclosed<T>(parse: () => T): T {
    const { newlinesMatter } = this.stream;
    this.stream.next();
    this.stream.newlinesMatter = false;
    try {
      return parse();
    } finally {
      this.stream.newlinesMatter = newlinesMatter;
    }
  }

  #list(): Expression {
    const at = this.at(this.stream.peek());
    return this.#enclosed(() => {
      const items: Expression[] = [];
      while (this.stream.peek().type !== 'paren-close') {
        if (this.#isSeparator()) this.stream.next();
        else items.push(this.operand());
      }
      this.stream.next();
      return { type: 'list', items, at };
    });
  }

  #dictionary(): Expression {
    const at = this.at(this.stream.peek());
    return this.#enclosed(() => {
      const entries: { key: string; value: Expression }[] = [];
      while (this.stream.peek().type !== 'brace-close') {
        if (this.#isSeparator()) this.stream.next();
        else {
          const key = this.stream.expect('keyword', 'a key').text.slice(0, -1);
          entries.push({ key, value: this.binary(CONCATENATION) });
        }
      }
      this.stream.next();
      return { type: 'dictionary', entries, at };
    });
  }

  #isSeparator(): boolean {
    const token = this.stream.peek();
    return token.type === 'dot' || isOperator(token, ',');
  }
}
