// What stands in `$((…))`: C-like arithmetic over names. What goes further (`x++`, `a ? b : c`, `8#17`) is left to bash.
import type { Expression } from './ast.ts';
import { type Context, MOST_IN_A_ROW } from './context.ts';
import { Fault } from './problems.ts';

const POWERS: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const NUMBER = /(?:0[xX][0-9a-fA-F]+|0|[1-9]\d*)(?![\w#.])/y;
const NAME = /[A-Za-z_]\w*(?![\w[])/y;
const OPERATOR = /\|\||&&|==|!=|<=|>=|<(?!<)|>(?!>)|\+(?!\+)|-(?!-)|\*(?!\*)|[/%]/y;
const SPACE = /\s+/y;

export interface ArithmeticText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Reads the `$…` at an offset, and says where it ends; null for what only bash can read. */
  readonly expansion: (offset: number) => { value: Expression; end: number } | null;
}

/** null for what is left to bash. */
export function parseArithmetic(context: Context, input: ArithmeticText): Expression | null {
  const parser = new ArithmeticParser(context, input);
  try {
    return parser.whole();
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

class ArithmeticParser {
  readonly #context: Context;
  readonly #input: ArithmeticText;
  #offset: number;

  constructor(context: Context, input: ArithmeticText) {
    this.#context = context;
    this.#input = input;
    this.#offset = input.start;
  }

  whole(): Expression {
    const value = this.#binary(0);
    if (this.#offset < this.#input.end) throw this.#fault();
    return value;
  }

  #binary(least: number): Expression {
    let left = this.#operand();
    for (let count = 0; ; count++) {
      const offset = this.#offset;
      const operator = this.#match(OPERATOR);
      const power = operator === null ? 0 : (POWERS[operator] ?? 0);
      if (operator === null || power <= least || count > MOST_IN_A_ROW) {
        this.#offset = offset;
        return left;
      }
      left = { type: 'binary', operator, left, right: this.#binary(power), at: left.at };
    }
  }

  #operand(): Expression {
    this.#match(SPACE);
    const { source } = this.#context;
    const at = source.positionOf(this.#offset);
    switch (this.#input.text[this.#offset]) {
      case '(':
        return this.#parenthesis();
      case '-':
        return { type: 'negate', value: this.#prefixed(), at };
      case '!':
        return { type: 'postfix', receiver: this.#prefixed(), selector: 'not', args: [], at };
      case '$':
        return this.#expansion();
    }
    const number = this.#match(NUMBER);
    if (number !== null) return { type: 'number', value: numberOf(number), at };
    const name = this.#match(NAME);
    if (name === null) throw this.#fault();
    return { type: 'name', name, isVariable: false, at };
  }

  #prefixed(): Expression {
    const next = this.#input.text[this.#offset + 1] ?? '';
    if (next === '-' || next === '=') throw this.#fault();
    return this.#context.deeper(this.#offset++, () => this.#operand());
  }

  #parenthesis(): Expression {
    const value = this.#context.deeper(this.#offset++, () => this.#binary(0));
    if (this.#input.text[this.#offset] !== ')') throw this.#fault();
    this.#offset++;
    this.#match(SPACE);
    return value;
  }

  #expansion(): Expression {
    const read = this.#input.expansion(this.#offset);
    if (read === null) throw this.#fault();
    this.#offset = read.end;
    this.#match(SPACE);
    return read.value;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#offset;
    const found = pattern.exec(this.#input.text)?.[0] ?? null;
    if (found === null || pattern.lastIndex > this.#input.end) return null;
    this.#offset = pattern.lastIndex;
    if (pattern !== SPACE) this.#match(SPACE);
    return found;
  }

  #fault(): Fault {
    return new Fault('unexpected_token', 'only bash can read this arithmetic', this.#offset);
  }
}

/** A whole number; a bigint beyond 2^53. */
export function numberOf(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
