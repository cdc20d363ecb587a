// Where the body of a method ends. A body that is not closed must not take the methods behind it along.
import { BashScanner } from './bash-scanner.ts';
import { isMethodLine } from './class-keywords.ts';

export interface BodyEnd {
  /** Where its text ends. */
  readonly end: number;
  /** Where the class goes on. */
  readonly next: number;
  readonly isClosed: boolean;
}

export class BodyEnds {
  readonly #text: string;
  readonly #raw: BashScanner;
  readonly #dsl: BashScanner;
  /** After one body without an end none is looked for beyond the next method: no text is read twice a method. */
  #isCautious = false;

  constructor(text: string) {
    this.#text = text;
    this.#raw = new BashScanner(text, text.length, false);
    this.#dsl = new BashScanner(text, text.length, true);
  }

  /** `open`: where its `[` is. */
  find(open: number, isRaw: boolean): BodyEnd {
    const scanner = this.#isCautious ? this.#cautious(open, isRaw) : isRaw ? this.#raw : this.#dsl;
    const found = this.#scan(scanner, open);
    if (found !== null) return found;
    this.#isCautious = true;
    return this.#byLines(open);
  }

  #cautious(open: number, isRaw: boolean): BashScanner {
    return new BashScanner(this.#text, this.#nextMethodLine(open), !isRaw);
  }

  /** null when a quote or a bracket never ends. */
  #scan(scanner: BashScanner, open: number): BodyEnd | null {
    let depth = 1;
    scanner.restart();
    for (let at = open + 1; at < scanner.end;) {
      const next = scanner.skip(at);
      if (next < 0) return null;
      if (next > at) {
        at = next;
        continue;
      }
      const char = this.#text[at];
      if (char === '[') depth++;
      else if (char === ']' && --depth === 0) return { end: at, next: at + 1, isClosed: true };
      else if (char === '\n' && isMethodLine(this.#text, at + 1)) return null;
      at++;
    }
    return null;
  }

  /** The last line in front of the next method that is a `]` and nothing else. */
  #byLines(open: number): BodyEnd {
    const limit = this.#nextMethodLine(open);
    const close = /\n[ \t]*\](?=[ \t]*(?:#[^\n]*)?(?:\n|$))/g;
    const part = this.#text.slice(open + 1, limit);
    const last = [...part.matchAll(close)].at(-1);
    if (last === undefined) return { end: limit, next: limit, isClosed: false };
    const end = open + 1 + last.index + last[0].length - 1;
    return { end, next: end + 1, isClosed: true };
  }

  #nextMethodLine(offset: number): number {
    for (
      let at = this.#text.indexOf('\n', offset);
      at >= 0;
      at = this.#text.indexOf('\n', at + 1)
    ) {
      if (isMethodLine(this.#text, at + 1)) return at + 1;
    }
    return this.#text.length;
  }
}
