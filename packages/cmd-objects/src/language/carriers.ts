// What comes from bash inside an expression: `$x`, `$(…)`, `$((…))`, and all of them inside `"…"`.
import { parseArithmetic } from './arithmetic.ts';
import type { Expression } from './ast.ts';
import { BashScanner } from './bash-scanner.ts';
import type { Context } from './context.ts';

const NAME = /^\$(?:([A-Za-z_]\w*|\d)|\{([A-Za-z_]\w*|\d+)\})$/;
const SEND = /^\$\(\s*@/;
const ESCAPED = new Set(['"', '\\', '$', '`']);

export interface Range {
  readonly start: number;
  readonly end: number;
}

export class Carriers {
  readonly #context: Context;
  readonly #text: string;
  /** Reads `@ receiver message` and nothing else; null when something else stands there. */
  readonly #send: (range: Range) => Expression | null;

  constructor(context: Context, send: (range: Range) => Expression | null) {
    this.#context = context;
    this.#text = context.source.text;
    this.#send = send;
  }

  /** A whole `$…` or `` `…` ``. */
  expansion({ start, end }: Range): Expression {
    const at = this.#context.source.positionOf(start);
    const text = this.#text.slice(start, end);
    const name = NAME.exec(text);
    if (name !== null) {
      return { type: 'name', name: name[1] ?? name[2] ?? '', isVariable: true, at };
    }
    return this.#understood({ start, end }, text) ?? { type: 'shell', text, form: 'value', at };
  }

  /** `"…"` with its quotes: a text, or texts and what stands between them. */
  double({ start, end }: Range): Expression {
    const at = this.#context.source.positionOf(start);
    const parts = this.#parts(start + 1, end - 1);
    const only = parts[0] ?? '';
    if (parts.length < 2 && typeof only === 'string') return { type: 'string', value: only, at };
    return { type: 'interpolated', parts, at };
  }

  #understood(range: Range, text: string): Expression | null {
    if (text.startsWith('$((') && text.endsWith('))')) {
      const inner = { start: range.start + 3, end: range.end - 2 };
      const value = this.#context.deeper(range.start, () => this.#arithmetic(inner));
      if (value !== null) return value;
    }
    if (!SEND.test(text)) return null;
    const inner = { start: range.start + 2, end: range.end - 1 };
    return this.#context.deeper(range.start, () => this.#send(inner));
  }

  #arithmetic(range: Range): Expression | null {
    const scanner = new BashScanner(this.#text, range.end, false);
    return parseArithmetic(this.#context, {
      ...range,
      text: this.#text,
      expansion: (offset) => {
        const end = scanner.skip(offset);
        return end <= offset + 1 ? null : { value: this.expansion({ start: offset, end }), end };
      },
    });
  }

  #parts(start: number, end: number): (string | Expression)[] {
    const scanner = new BashScanner(this.#text, end, false);
    const parts: (string | Expression)[] = [];
    let text = '';
    for (let at = start; at < end;) {
      const next = this.#escape(at) ?? this.#expansionEnd(scanner, at, end);
      if (typeof next === 'string') {
        text += next === '\n' ? '' : next;
        at += 2;
      } else if (next > at + 1) {
        if (text !== '') parts.push(text);
        text = '';
        parts.push(this.expansion({ start: at, end: next }));
        at = next;
      } else text += this.#text[at++] ?? '';
    }
    if (text !== '') parts.push(text);
    return parts;
  }

  /** What a backslash and the character behind it mean, as in bash; null where none is. */
  #escape(at: number): string | null {
    if (this.#text[at] !== '\\') return null;
    const next = this.#text[at + 1] ?? '';
    return ESCAPED.has(next) || next === '\n' ? next : `\\${next}`;
  }

  #expansionEnd(scanner: BashScanner, at: number, end: number): number {
    const char = this.#text[at];
    if (char === '`') return scanner.skip(at);
    if (char !== '$' || this.#text[at + 1] === "'" || at + 1 === end) return at;
    return scanner.skipExpansion(at, true);
  }
}
