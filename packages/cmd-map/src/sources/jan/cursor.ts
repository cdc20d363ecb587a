// A place in the tokens of a file, and the moves that every part of the parser makes.
import type { Skipped, SourceLocation } from '../../model/types.ts';
import { positions, type Token, tokenize } from './lexer.ts';

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}', '{.': '}' };

/** What begins an item: a body that has lost its end stops there. */
const ITEM_WORDS = new Set(
  'func fn function struct enum flags trait impl type module namespace mod import use pub export extern async error union test'.split(
    ' ',
  ),
);

/** Statements that `end` closes, with or without `do`. */
const BLOCK_WORDS = new Set('if for while match using test with unless loop'.split(' '));

/** Tokens that a line is searched for. */
const LONGEST_LINE = 1000;

export class Cursor {
  readonly text: string;
  readonly tokens: Token[];
  readonly skipped: Skipped[] = [];
  readonly #file: string;
  readonly #position: (at: number) => { line: number; column: number };
  /** A token whose line's first token is known: long lines are walked once. */
  #lineKnown = { at: -1, start: 0 };
  index = 0;

  constructor(text: string, file: string) {
    this.text = text;
    this.tokens = tokenize(text);
    this.#file = file;
    this.#position = positions(text);
  }

  get isAtEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  /** The token `ahead` places on; an empty one after the last. */
  peek(ahead = 0): Token {
    const { length } = this.text;
    return (
      this.tokens[this.index + ahead] ?? { kind: 'newline', text: '', at: length, end: length }
    );
  }

  next(): Token {
    const token = this.peek();
    this.index++;
    return token;
  }

  is(text: string): boolean {
    const token = this.peek();
    return token.text === text && token.kind !== 'string';
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.index++;
    return true;
  }

  skipNewlines(): void {
    while (!this.isAtEnd && (this.peek().kind === 'newline' || this.is(';'))) this.index++;
  }

  /** What comes next when line ends do not count. */
  peekOverLines(): Token {
    let ahead = 0;
    while (this.peek(ahead).kind === 'newline' && this.index + ahead < this.tokens.length) ahead++;
    return this.peek(ahead);
  }

  locate(at: number): SourceLocation {
    return { file: this.#file, ...this.#position(at) };
  }

  report(message: string, at: number): void {
    this.skipped.push({ message, location: this.locate(at) });
  }

  isLineStart(index = this.index): boolean {
    const before = this.tokens[index - 1];
    return before === undefined || before.kind === 'newline' || before.text === ';';
  }

  /** An item word at the start of a line that stands no deeper than `column`. */
  #isItemStart(column: number): boolean {
    const token = this.peek();
    return (
      token.kind === 'word' &&
      ITEM_WORDS.has(token.text) &&
      this.isLineStart() &&
      this.#position(token.at).column <= column
    );
  }

  columnOf(token: Token): number {
    return this.#position(token.at).column;
  }

  /** Steps over a bracket and what is in it. Where it does not close, stops at the next item and reports. */
  skipBracket(column: number): { from: number; to: number; isClosed: boolean } {
    const open = this.next();
    const stack = [CLOSING[open.text] ?? ''];
    while (!this.isAtEnd && stack.length > 0) {
      if (this.#isItemStart(Math.min(column, 1))) break;
      const { text, kind } = this.next();
      if (kind !== 'punct') continue;
      const closing = CLOSING[text];
      if (closing !== undefined) stack.push(closing);
      else if (isClosing(text)) popTo(stack, text === '.}' ? '}' : text);
    }
    if (stack.length > 0) this.report(`"${open.text}" is not closed`, open.at);
    const last = this.tokens[this.index - 1];
    const isClosed = stack.length === 0;
    return { from: open.end, to: (isClosed ? last?.at : last?.end) ?? open.end, isClosed };
  }

  /** Steps over `do … end`. */
  skipDoBlock(column: number): void {
    const start = this.next();
    let depth = 1;
    while (!this.isAtEnd && depth > 0) {
      if (this.#isItemStart(column)) break;
      if (this.is('{')) this.skipBracket(column);
      else depth += this.#depthOf(this.next());
    }
    if (depth > 0) this.report('"do" has no "end"', start.at);
  }

  #depthOf(token: Token): number {
    if (token.kind !== 'word') return 0;
    if (token.text === 'end') return this.#isFieldName() ? 0 : -1;
    if (token.text === 'do') return this.#lineOpener() === undefined ? 1 : 0;
    const opens = BLOCK_WORDS.has(token.text) && this.isLineStart(this.index - 1);
    return opens && !this.#lineHas('{') ? 1 : 0;
  }

  /** `range.end`, `end: 5`, `end = 5` */
  #isFieldName(): boolean {
    const before = this.tokens[this.index - 2]?.text;
    return before === '.' || [':', '=', '('].includes(this.peek().text);
  }

  /** The block word or `else` that the line of the last token begins with: its `do` opens nothing more. */
  #lineOpener(): string | undefined {
    const at = this.index - 1;
    let index = at;
    while (index > 0 && !this.isLineStart(index)) {
      index = index === this.#lineKnown.at ? this.#lineKnown.start : index - 1;
    }
    this.#lineKnown = { at, start: index };
    const text = this.tokens[index]?.text ?? '';
    return BLOCK_WORDS.has(text) || text === 'else' || text === 'elif' ? text : undefined;
  }

  #lineHas(text: string): boolean {
    for (let ahead = 0; ahead < LONGEST_LINE; ahead++) {
      const token = this.peek(ahead);
      if (token.kind === 'newline') return false;
      if (token.text === text) return true;
    }
    return false;
  }

  /** Steps over a statement that is no declaration, with the brackets and blocks in it. */
  skipStatement(): void {
    const column = this.columnOf(this.peek());
    while (!this.isAtEnd && this.peek().kind !== 'newline' && !this.is(';') && !this.is('}')) {
      if (this.is('{') || this.is('(') || this.is('[')) this.skipBracket(column);
      else if (this.is('do')) this.skipDoBlock(column);
      else this.index++;
    }
  }

  /** The text between two offsets, spaces made one. */
  slice(from: number, to: number): string {
    return this.text
      .slice(from, to)
      .replace(/\/\/[^\n]*|\/\*[^]*?\*\//g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  }
}

const isClosing = (text: string): boolean => ')]}'.includes(text) || text === '.}';

/** A bracket that closes an outer one closes the inner ones too. */
function popTo(stack: string[], closing: string): void {
  const at = stack.lastIndexOf(closing);
  if (at >= 0) stack.length = at;
}
