// Where JSON is wrong: the engines' own messages name no place, or one that only they understand.

export interface Place {
  /** Both from 1; a column counts UTF-16 units. */
  line: number;
  column: number;
}

export interface Scan {
  /** Offset of the first character that cannot stand there; absent for JSON. */
  bad?: number;
  /** Offset of each key of the outermost object; of one that is there twice, the last. */
  keys: Map<string, number>;
}

export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

const BLANK = /[ \t\n\r]*/y;
// eslint-disable-next-line no-control-regex -- JSON allows no control characters in a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const PLAIN = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

type Wanted = 'value' | 'key' | 'colon' | 'next';

/** Walks over a text without recursion, so that no depth of nesting can break it. */
class Scanner {
  readonly #text: string;
  readonly #open: ('{' | '[')[] = [];
  readonly #keys = new Map<string, number>();
  #at = 0;
  #wanted: Wanted = 'value';
  /** Right behind an opening bracket, where a closing one may follow. */
  #fresh = false;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): Scan {
    for (;;) {
      this.#skip(BLANK);
      if (this.#wanted === 'next' && this.#open.length === 0) break;
      if (!this.#step()) return { bad: this.#at, keys: this.#keys };
    }
    const isWhole = this.#at === this.#text.length;
    return isWhole ? { keys: this.#keys } : { bad: this.#at, keys: this.#keys };
  }

  #skip(what: RegExp): boolean {
    what.lastIndex = this.#at;
    if (!what.test(this.#text)) return false;
    this.#at = what.lastIndex;
    return true;
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #step(): boolean {
    if (this.#wanted === 'value') return this.#closes() || this.#value();
    if (this.#wanted === 'key') return this.#closes() || this.#key();
    if (this.#wanted === 'next') return this.#closes() || this.#comma();
    this.#wanted = 'value';
    return this.#take(':');
  }

  /** An empty container, or the end of one. */
  #closes(): boolean {
    const top = this.#open.at(-1);
    const mayClose = this.#wanted === 'next' || this.#fresh;
    if (!mayClose || top === undefined || !this.#take(top === '{' ? '}' : ']')) return false;
    this.#open.pop();
    this.#after();
    return true;
  }

  #after(): void {
    this.#fresh = false;
    this.#wanted = 'next';
  }

  #value(): boolean {
    for (const open of ['{', '['] as const) {
      if (!this.#take(open)) continue;
      this.#open.push(open);
      this.#fresh = true;
      this.#wanted = open === '{' ? 'key' : 'value';
      return true;
    }
    if (!this.#skip(STRING) && !this.#skip(PLAIN)) return false;
    this.#after();
    return true;
  }

  #key(): boolean {
    const start = this.#at;
    if (!this.#skip(STRING)) return false;
    if (this.#open.length === 1)
      this.#keys.set(JSON.parse(this.#text.slice(start, this.#at)) as string, start);
    this.#fresh = false;
    this.#wanted = 'colon';
    return true;
  }

  #comma(): boolean {
    this.#wanted = this.#open.at(-1) === '{' ? 'key' : 'value';
    return this.#take(',');
  }
}

export const scanJson = (text: string): Scan => new Scanner(text).scan();
