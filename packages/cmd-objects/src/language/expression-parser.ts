// Expressions: unary messages bind tightest, then operators, then messages with keywords, as in Smalltalk.
import type { Expression, Message } from './ast.ts';
import { MOST_IN_A_ROW } from './context.ts';
import { CONCATENATION, OperandParser } from './operand-parser.ts';
import {
  inOrder,
  isAboutAnswer,
  isKeywordPostfix,
  isUnaryPostfix,
  startsKeywordPostfix,
} from './postfix.ts';
import { Fault } from './problems.ts';
import { normalSelector } from './selector.ts';
import { unexpected } from './token-stream.ts';
import { isOperator, type Token } from './tokens.ts';

const COMPARISON = 5;
const SUM = 10;
const PRODUCT = 20;
const POWERS: Readonly<Record<string, number>> = {
  '=': COMPARISON,
  '~=': COMPARISON,
  '==': COMPARISON,
  '!=': COMPARISON,
  '<': COMPARISON,
  '>': COMPARISON,
  '<=': COMPARISON,
  '>=': COMPARISON,
  '=~': COMPARISON,
  ',': CONCATENATION,
  '+': SUM,
  '-': SUM,
  '*': PRODUCT,
  '/': PRODUCT,
  '%': PRODUCT,
};

export abstract class ExpressionParser extends OperandParser {
  protected override expression(): Expression {
    const first = this.stream.peek();
    if (first.type !== 'name' || this.stream.second().type !== 'assign') return this.#keywords();
    this.stream.next();
    this.stream.next();
    this.stream.skipNewlines();
    const value = this.context.deeper(first.start, () => this.expression());
    return { type: 'assign', name: first.text, value, at: this.at(first) };
  }

  #keywords(): Expression {
    let receiver = this.binary();
    for (let count = 0; ; count++) {
      const keyword = this.stream.beyondNewlines();
      if (keyword.type !== 'keyword' || !startsKeywordPostfix(keyword.text)) return receiver;
      this.#checkRow(keyword, count);
      receiver = this.#keywordPostfix(receiver);
    }
  }

  #keywordPostfix(receiver: Expression): Expression {
    const first = this.stream.beyondNewlines();
    const args: Expression[] = [];
    let selector = '';
    for (;;) {
      const keyword = this.stream.beyondNewlines();
      const longer = selector + keyword.text;
      if (keyword.type !== 'keyword' || !startsKeywordPostfix(longer)) break;
      selector = longer;
      args.push(this.#behindKeyword(() => this.#argument()));
    }
    if (!isKeywordPostfix(selector)) {
      throw unexpected(this.stream.beyondNewlines(), `the rest of ${selector}`);
    }
    return { type: 'postfix', receiver, ...inOrder(selector, args), at: this.at(first) };
  }

  #behindKeyword(argument: () => Expression): Expression {
    this.stream.skipNewlines();
    this.stream.next();
    this.stream.skipNewlines();
    return argument();
  }

  #argument(): Expression {
    const token = this.stream.peek();
    if (!isOperator(token, '/')) return this.binary();
    const path = /\/[\w./~-]+/y;
    path.lastIndex = token.start;
    const value = path.exec(this.context.source.text)?.[0];
    if (value === undefined) throw unexpected(token, 'an argument');
    this.stream.seek(token.start + value.length);
    return { type: 'string', value, at: this.at(token) };
  }

  protected override binary(least = 0): Expression {
    let left = this.unary();
    for (let count = 0; ; count++) {
      const operator = this.#operator();
      const power = operator === null ? 0 : (POWERS[operator.text] ?? 0);
      if (operator === null || power <= least) return left;
      this.#checkRow(operator, count);
      this.stream.skipNewlines();
      this.stream.next();
      this.stream.skipNewlines();
      const right = this.binary(power);
      left = { type: 'binary', operator: operator.text, left, right, at: this.at(operator) };
    }
  }

  /** On the next line only one with a space behind it: `-x` and `/bin/ls` start a statement. */
  #operator(): Token | null {
    const token = this.stream.beyondNewlines();
    if (token.type !== 'operator') return null;
    if (token === this.stream.peek()) return token;
    return /\s/.test(this.context.source.text[token.end] ?? ' ') ? token : null;
  }

  protected override unary(): Expression {
    let receiver = this.operand();
    for (let count = 0; ; count++) {
      const name = this.stream.peek();
      if (name.type !== 'name' || !isUnaryPostfix(name.text)) return receiver;
      this.#checkRow(name, count);
      this.stream.next();
      receiver = { type: 'postfix', receiver, selector: name.text, args: [], at: this.at(name) };
    }
  }

  protected override sends(): Expression {
    const at = this.at(this.stream.next());
    this.stream.skipNewlines();
    const receiver = this.operand();
    this.stream.skipNewlines();
    const messages = [this.#message()];
    while (this.#goesOnAsCascade()) {
      this.stream.skipNewlines();
      this.stream.next();
      this.stream.skipNewlines();
      messages.push(this.#message());
    }
    const [only, ...more] = messages;
    if (only === undefined || more.length > 0) return { type: 'cascade', receiver, messages, at };
    return { type: 'send', receiver, ...only, at };
  }

  /** `@ receiver message` whose arguments are single words. */
  protected sendOfWords(): Expression {
    const at = this.at(this.stream.expect('at', "'@'"));
    const receiver = this.operand();
    const message = this.#message(() => this.operand());
    return { type: 'send', receiver, ...message, at };
  }

  #goesOnAsCascade(): boolean {
    if (this.stream.beyondNewlines().type !== 'semicolon') return false;
    if (this.stream.peek().type === 'newline') return true;
    const { type } = this.stream.second();
    return type === 'name' || type === 'keyword' || type === 'newline';
  }

  #message(argument = () => this.#argument()): Message {
    const first = this.stream.peek();
    if (first.type === 'name' && !first.text.includes(':')) {
      return { selector: this.stream.next().text, args: [] };
    }
    if (first.type !== 'keyword') throw unexpected(first, 'a message');
    const args: Expression[] = [];
    let shown = '';
    do {
      shown += this.stream.beyondNewlines().text;
      args.push(this.#behindKeyword(argument));
    } while (this.#goesOnAsMessage());
    return { selector: normalSelector(shown), args };
  }

  #goesOnAsMessage(): boolean {
    const { type, text } = this.stream.beyondNewlines();
    return type === 'keyword' && text !== 'try:' && !isAboutAnswer(text);
  }

  #checkRow(token: Token, count: number): void {
    if (count < MOST_IN_A_ROW) return;
    throw new Fault('too_deep', `more than ${MOST_IN_A_ROW} operators in a row`, token.start);
  }
}
