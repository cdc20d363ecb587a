// A method: its head, the pragmas at the start of its body, and the body.
import type { Body, MethodDeclaration } from './ast.ts';
import type { BodyEnds } from './body-end.ts';
import { BodyParser } from './body-parser.ts';
import type { Range } from './carriers.ts';
import type { Context } from './context.ts';
import { Lexer } from './lexer.ts';
import { normalSelector } from './selector.ts';
import { type TokenStream, unexpected } from './token-stream.ts';

type Kind = MethodDeclaration['kind'];

const KINDS: Readonly<Record<string, { kind: Kind; isRaw: boolean }>> = {
  'method:': { kind: 'instance', isRaw: false },
  'rawMethod:': { kind: 'instance', isRaw: true },
  'primitiveMethod:': { kind: 'instance', isRaw: true },
  'primitive:': { kind: 'instance', isRaw: true },
  'classMethod:': { kind: 'class', isRaw: false },
  'rawClassMethod:': { kind: 'class', isRaw: true },
  'primitiveClassMethod:': { kind: 'class', isRaw: true },
  'classPrimitive:': { kind: 'class', isRaw: true },
  'testMethod:': { kind: 'test', isRaw: false },
  'rawTestMethod:': { kind: 'test', isRaw: true },
};

export const isMethodKeyword = (keyword: string): boolean => keyword in KINDS;

interface Signature {
  readonly shown: string;
  readonly parameters: readonly string[];
}

export class MethodParser {
  readonly #context: Context;
  readonly #stream: TokenStream;
  readonly #ends: BodyEnds;

  constructor(context: Context, stream: TokenStream, ends: BodyEnds) {
    this.#context = context;
    this.#stream = stream;
    this.#ends = ends;
  }

  /** From its keyword on; null when its head makes no sense, which is reported, and its body is passed over. */
  method(category: string | null): MethodDeclaration | null {
    const keyword = this.#stream.next();
    const { kind, isRaw } = KINDS[keyword.text] ?? { kind: 'instance', isRaw: false };
    const isCall = keyword.text === 'primitive:' || keyword.text === 'classPrimitive:';
    const signature = this.#signature({ isCall, isRaw });
    if (signature === null) return null;
    const { shown, parameters } = signature;
    const common = { kind, selector: normalSelector(shown), shown, parameters, category };
    const at = this.#context.source.positionOf(keyword.start);
    if (isCall && this.#stream.peek().text === 'calls:') {
      this.#stream.next();
      const { text } = this.#stream.expect('name', 'the name of a function');
      return { ...common, raw: true, pragmas: [], body: null, text: `${text} "$@"`, at };
    }
    return { ...common, ...this.#content(isRaw, parameters), at };
  }

  /** From the `[` on, of what is no raw method. */
  body(): { body: Body; text: string } {
    const range = this.#range(false);
    const text = this.#context.source.text.slice(range.start, range.end);
    return { body: new BodyParser(this.#context, range).body(), text };
  }

  #content(
    isRaw: boolean,
    names: readonly string[],
  ): Pick<MethodDeclaration, 'raw' | 'pragmas' | 'body' | 'text'> {
    const whole = this.#range(isRaw);
    const { pragmas, start } = this.#pragmas(whole);
    const range = { start, end: whole.end };
    const raw = isRaw || pragmas.includes('primitive');
    const body = raw ? null : new BodyParser(this.#context, range, new Set(names)).body();
    return { raw, pragmas, body, text: this.#context.source.text.slice(start, range.end) };
  }

  /** What stands between the brackets; the class is read on behind them. */
  #range(isRaw: boolean): Range {
    this.#stream.skipNewlines();
    const open = this.#stream.peek();
    if (open.type !== 'open') throw unexpected(open, "'['");
    const { end, next, isClosed } = this.#ends.find(open.start, isRaw);
    if (!isClosed) this.#context.problems.add('unterminated', "']' is missing", open.start);
    this.#stream.seek(next);
    return { start: open.end, end };
  }

  #pragmas(range: Range): { pragmas: readonly string[]; start: number } {
    const lexer = new Lexer(this.#context.source.text, range.end);
    const pragmas: string[] = [];
    let { start } = range;
    for (;;) {
      let token = lexer.read(start);
      while (token.type === 'newline') token = lexer.read(token.end);
      const name = lexer.read(token.end);
      if (token.text !== 'pragma:' || name.type !== 'name') return { pragmas, start };
      pragmas.push(name.text);
      start = name.end;
      const full = lexer.read(start);
      if (full.type === 'dot') start = full.end;
    }
  }

  /** null after a fault, when the body could be passed over: it must not be read as members of the class. */
  #signature({ isCall, isRaw }: { isCall: boolean; isRaw: boolean }): Signature | null {
    try {
      return this.#parseSignature(isCall);
    } catch (error) {
      const open = this.#openOnLine();
      if (open === null) throw error;
      this.#context.problems.addFault(error);
      this.#stream.seek(this.#ends.find(open, isRaw).next);
      return null;
    }
  }

  #parseSignature(isCall: boolean): Signature {
    const first = this.#stream.peek();
    if (first.type === 'name' && !first.text.includes(':')) {
      this.#stream.next();
      this.#expectBody(isCall);
      return { shown: first.text, parameters: [] };
    }
    if (first.type !== 'keyword') throw unexpected(first, 'the selector of the method');
    const parameters: string[] = [];
    let shown = '';
    while (this.#stream.peek().type === 'keyword') {
      if (isCall && parameters.length > 0 && this.#stream.peek().text === 'calls:') break;
      shown += this.#stream.next().text;
      parameters.push(this.#stream.expect('name', 'the name of a parameter').text);
    }
    this.#expectBody(isCall);
    return { shown, parameters };
  }

  #expectBody(isCall: boolean): void {
    const token = this.#stream.beyondNewlines();
    if (token.type === 'open' || (isCall && token.text === 'calls:')) return;
    throw unexpected(this.#stream.peek(), "'['");
  }

  #openOnLine(): number | null {
    const { text } = this.#context.source;
    const { offset } = this.#stream;
    const newline = text.indexOf('\n', offset);
    const line = text.slice(offset, newline < 0 ? text.length : newline);
    const open = line.indexOf('[');
    return open < 0 ? null : offset + open;
  }
}
