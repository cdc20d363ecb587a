// Where a piece of bash ends: quotes, expansions, comments, here-documents. It reads over them and understands nothing.

import { work } from './work.ts';

/** Deeper nesting of `"$(…)"` than anybody writes; each level is a call. */
const MOST_DEEP = 100;
/** So many here-documents without an end, and none is looked for any more. */
const MOST_UNCLOSED = 20;
const NEVER = -1;
const CUTTING = /\$\{[!#]?[A-Za-z0-9_@*]*(?:\[[^\]\n]{0,80}\])?[#%/^,]/y;
const HEREDOC = /<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([A-Za-z_][A-Za-z0-9_]*))/y;
/** The command, not the word in `$(grep case x)`. */
const CASE = /case[ \t][^\n;]{0,200}?[ \t]in(?=\s)/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const SYMBOL_LINE = /#[\w:]+(?:[ \t]+#[\w:]+)*[ \t]*(?:[.)\]}]+[ \t]*)?(?:\n|$)/y;

interface Heredoc {
  readonly word: string;
  readonly stripsTabs: boolean;
}

export class BashScanner {
  readonly text: string;
  readonly end: number;
  /** Whether it is a body of the language, which may have bash in it: `'''…'''` and `#symbol` are its own. */
  readonly #isDsl: boolean;
  #depth = 0;
  /** Words of here-documents that no line closes: looked for once, or a bad file would take forever. */
  readonly #unclosed = new Set<string>();
  #heredocs: Heredoc[] = [];

  constructor(text: string, end: number, isDsl: boolean) {
    this.text = text;
    this.end = end;
    this.#isDsl = isDsl;
  }

  /** Forgets here-documents whose text did not come: another part of the text is read now. */
  restart(): void {
    this.#heredocs = [];
  }

  /**
   * The offset behind the quote, expansion, comment or escape that starts at `at`; `at` itself when none does,
   * and -1 when one starts and never ends.
   */
  skip(at: number): number {
    work.steps++;
    switch (this.text[at]) {
      case '\\':
        return Math.min(at + 2, this.end);
      case "'":
        return this.#skipSingle(at);
      case '"':
        return this.skipDouble(at);
      case '`':
        return this.#skipBackticks(at);
      case '$':
        return this.skipExpansion(at, false);
      case '#':
        return this.isComment(at) ? this.endOfLine(at) : at;
      case '<':
        return this.#noteHeredoc(at);
      case '\n':
        return this.#heredocs.length > 0 ? this.#skipHeredocs(at) : at;
      default:
        return at;
    }
  }

  isComment(at: number): boolean {
    const before = this.text[at - 1] ?? '\n';
    if (!this.#isDsl || this.#depth > 0) return ' \t\n;&|()'.includes(before);
    const next = this.text[at + 1] ?? '\n';
    if (next === '(' || next === '{') return false;
    if (!/[A-Za-z_]/.test(next)) return true;
    // A symbol; but a line that starts with one and goes on in prose is a line that somebody commented out.
    SYMBOL_LINE.lastIndex = at;
    return this.#startsLine(at) && !SYMBOL_LINE.test(this.text);
  }

  endOfLine(at: number): number {
    const newline = this.text.indexOf('\n', at);
    return newline < 0 || newline > this.end ? this.end : newline;
  }

  /** From the opening quote. */
  skipDouble(at: number): number {
    for (let i = at + 1; i < this.end;) {
      const char = this.text[i];
      if (char === '"') return i + 1;
      if (char === '\\') i += 2;
      else if (char === '$' && '\'"'.includes(this.text[i + 1] ?? ' ')) i++;
      else if (char === '$' || char === '`') {
        const next = char === '$' ? this.skipExpansion(i, true) : this.#skipBackticks(i);
        if (next === NEVER && char === '$') return NEVER;
        i = Math.max(next, i + 1);
      } else i++;
    }
    return NEVER;
  }

  /**
   * `$x`, `${…}`, `$(…)`, `$((…))`, `$'…'`, `$1`, `$?`; a `$` that stands alone is passed by itself.
   * `isQuoted`: between double quotes.
   */
  skipExpansion(at: number, isQuoted: boolean): number {
    if (this.#depth >= MOST_DEEP) return NEVER;
    this.#depth++;
    const heredocs = this.#heredocs;
    this.#heredocs = [];
    try {
      return this.#skipDollar(at, isQuoted);
    } finally {
      this.#heredocs = heredocs;
      this.#depth--;
    }
  }

  #skipDollar(at: number, isQuoted: boolean): number {
    const next = this.text[at + 1] ?? '';
    if (next === '(') return this.#skipParens(at + 2);
    if (next === '{') return this.#skipBraces(at, isQuoted);
    if (next === "'") return this.#skipAnsi(at + 2);
    WORD.lastIndex = at + 1;
    if (WORD.test(this.text)) return Math.min(WORD.lastIndex, this.end);
    return Math.min(at + (/[0-9?#@*!$-]/.test(next) ? 2 : 1), this.end);
  }

  /** From behind the `(`. The `)` of a pattern in `case` closes nothing. */
  #skipParens(start: number): number {
    let depth = 1;
    let cases = 0;
    for (let i = start; i < this.end;) {
      const next = this.skip(i);
      if (next === NEVER) return NEVER;
      if (next > i) {
        i = next;
        continue;
      }
      const char = this.text[i] ?? '';
      if (char === '(') depth++;
      else if (char === ')' && !(depth === 1 && cases > 0) && --depth === 0) return i + 1;
      WORD.lastIndex = i;
      const word = WORD.exec(this.text)?.[0];
      CASE.lastIndex = i;
      if (word === 'case' && CASE.test(this.text)) cases++;
      else if (word === 'esac' && cases > 0) cases--;
      i += word?.length ?? 1;
    }
    return NEVER;
  }

  #skipBraces(at: number, isQuoted: boolean): number {
    CUTTING.lastIndex = at;
    // In `"${x:-it's}"` the apostrophe is text; in a pattern it quotes.
    const quotes = !isQuoted || CUTTING.test(this.text);
    for (let i = at + 2; i < this.end;) {
      const char = this.text[i];
      if (char === '}') return i + 1;
      const isText = char === '#' || char === '<' || char === '\n' || (char === "'" && !quotes);
      const next = isText ? i : this.skip(i);
      if (next === NEVER) return NEVER;
      i = Math.max(next, i + 1);
    }
    return NEVER;
  }

  #skipSingle(at: number): number {
    const quote = this.#isDsl && this.text.startsWith("'''", at) ? "'''" : "'";
    const close = this.text.indexOf(quote, at + quote.length);
    return close < 0 || close >= this.end ? NEVER : close + quote.length;
  }

  #skipAnsi(start: number): number {
    for (let i = start; i < this.end; i++) {
      if (this.text[i] === '\\') i++;
      else if (this.text[i] === "'") return i + 1;
    }
    return NEVER;
  }

  /** One that never ends is a character like any other. */
  #skipBackticks(at: number): number {
    for (let i = at + 1; i < this.end && this.text[i] !== '\n'; i++) {
      if (this.text[i] === '\\') i++;
      else if (this.text[i] === '`') return i + 1;
    }
    return at + 1;
  }

  #noteHeredoc(at: number): number {
    if (this.text.startsWith('<<<', at)) return Math.min(at + 3, this.end);
    HEREDOC.lastIndex = at;
    const match = HEREDOC.exec(this.text);
    if (match === null || HEREDOC.lastIndex > this.end) return at;
    const word = match[2] ?? match[3] ?? match[4] ?? '';
    this.#heredocs.push({ word, stripsTabs: match[1] === '-' });
    return HEREDOC.lastIndex;
  }

  /** A word that no line consists of was a shift, `1 << n`, or is missing: nothing is passed then. */
  #skipHeredocs(newline: number): number {
    let at = newline;
    for (const { word, stripsTabs } of this.#heredocs.splice(0)) {
      const close = this.#closingLine(at, word, stripsTabs);
      if (close !== NEVER) at = close;
    }
    return at;
  }

  /** The end of the line that closes a here-document whose text starts behind the newline at `at`. */
  #closingLine(at: number, word: string, stripsTabs: boolean): number {
    if (this.#unclosed.has(word) || this.#unclosed.size >= MOST_UNCLOSED) return NEVER;
    for (let found = this.text.indexOf(word, at); ; found = this.text.indexOf(word, found + 1)) {
      work.steps++;
      if (found < 0 || found >= this.end) {
        this.#unclosed.add(word);
        return NEVER;
      }
      const line = this.text.lastIndexOf('\n', found) + 1;
      const lead = this.text.slice(line, found);
      // Indented as the body is: who writes `EOF` under its `cat` means the end.
      const isAlone = stripsTabs ? /^[ \t]*$/.test(lead) : /^ *$/.test(lead);
      const after = found + word.length;
      if (isAlone && (after === this.end || this.text[after] === '\n')) return after;
    }
  }

  #startsLine(at: number): boolean {
    for (let i = at - 1; i >= 0; i--) {
      const char = this.text[i];
      if (char === '\n') return true;
      if (char !== ' ' && char !== '\t') return false;
    }
    return true;
  }
}
