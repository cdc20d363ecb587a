// Where a statement of bash ends: at the end of its line, unless a compound command, a here-document or `&&` goes on.
import type { BashScanner } from './bash-scanner.ts';

const OPENS = new Set(['if', 'for', 'while', 'until', 'select', 'case', '{']);
const CLOSES = new Set(['fi', 'done', 'esac', '}']);
/** Behind these a command starts. */
const LEADS = new Set(['then', 'do', 'else', 'elif', '!', 'time', 'if', 'while', 'until', '{']);
/** `x := "$y"` in a loop of bash means `x="$y"`: the language reaches into it. */
const ASSIGN = /[ \t]+:=[ \t]+(?=["'$])/y;
const WORD = /[^\s;&|()<>"'$`\\[\]#]+/y;

export interface ShellStatement {
  readonly text: string;
  /** Behind it, in front of the newline or the `]` of the block around it. */
  readonly end: number;
  /** False when a quote, a parenthesis or an `if` is still open there. */
  readonly isWhole: boolean;
}

export function readShellStatement(scanner: BashScanner, start: number): ShellStatement {
  const { text, end } = scanner;
  const reader = new ShellReader(scanner, start);
  const stop = reader.read();
  const written = reader.textTo(stop).trimEnd();
  // The full stop of the language behind a command: `echo "done".`; `cd ..` and `find .` keep theirs.
  return {
    text: written.replace(/(?<=[^\s./])\.$/, ''),
    end: text[stop] === '#' ? lineEnd(text, stop, end) : stop,
    isWhole: !reader.isOpen,
  };
}

function lineEnd(text: string, at: number, end: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? end : Math.min(newline, end);
}

class ShellReader {
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;
  readonly #scanner: BashScanner;
  /** Whether a quote never ends. */
  #isCut = false;
  #compounds = 0;
  #parens = 0;
  #brackets = 0;
  #isCommandNext = true;
  /** What was read up to the last `:=`, with `=` in its place, and where that was. */
  #before = '';
  #taken: number;

  constructor(scanner: BashScanner, start: number) {
    this.#text = scanner.text;
    this.#start = start;
    this.#taken = start;
    this.#end = scanner.end;
    this.#scanner = scanner;
    scanner.restart();
  }

  read(): number {
    for (let at = this.#start; at < this.#end;) {
      const next = this.#scanner.skip(at);
      this.#isCut = next < 0;
      if (this.#isCut) return this.#end;
      if (this.#isOver(at, next)) return at;
      if (next > at) {
        this.#isCommandNext = this.#text[at] === '\n';
        at = next;
      } else at = this.#step(at);
    }
    return this.#end;
  }

  textTo(stop: number): string {
    return this.#before + this.#text.slice(this.#taken, stop);
  }

  get isOpen(): boolean {
    return this.#isCut || this.#compounds > 0 || this.#parens > 0;
  }

  /** `next`: what the scanner says is behind `at`; it jumps from the newline over a here-document. */
  #isOver(at: number, next: number): boolean {
    const char = this.#text[at];
    if (char === ']') return this.#brackets === 0;
    if (this.isOpen) return false;
    if (char === '#') return this.#scanner.isComment(at);
    if (char === '.') return this.#isFullStop(at);
    return char === '\n' && next === at && !this.#goesOn(at);
  }

  #isFullStop(at: number): boolean {
    const after = this.#text[at + 1] ?? '\n';
    return at > this.#start && `"')]`.includes(this.#text[at - 1] ?? '') && /[\s\]]/.test(after);
  }

  #goesOn(newline: number): boolean {
    return /(?:\||&&)[ \t]*$/.test(this.#text.slice(Math.max(this.#start, newline - 80), newline));
  }

  #step(at: number): number {
    const char = this.#text[at] ?? '';
    WORD.lastIndex = at;
    const word = WORD.exec(this.#text)?.[0];
    if (word !== undefined) {
      const behind = at + word.length;
      ASSIGN.lastIndex = behind;
      const assigned =
        this.#isCommandNext && /^[A-Za-z_]\w*$/.test(word) && ASSIGN.exec(this.#text);
      this.#takeWord(word);
      if (!assigned) return behind;
      this.#before += `${this.#text.slice(this.#taken, behind)}=`;
      this.#taken = ASSIGN.lastIndex;
      return this.#taken;
    }
    if (char === '[') this.#brackets++;
    else if (char === ']') this.#brackets--;
    else if (char === '(') this.#parens++;
    else if (char === ')' && this.#parens > 0) this.#parens--;
    if (!/[ \t\r]/.test(char)) this.#isCommandNext = /[;&|()\n]/.test(char);
    return at + 1;
  }

  #takeWord(word: string): void {
    const isCommand = this.#isCommandNext;
    this.#isCommandNext = isCommand && LEADS.has(word);
    if (!isCommand) return;
    if (OPENS.has(word)) this.#compounds++;
    else if (CLOSES.has(word)) this.#compounds = Math.max(0, this.#compounds - 1);
  }
}
