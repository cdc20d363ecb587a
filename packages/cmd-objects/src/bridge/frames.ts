// What the two sides say to each other: lengths in front on the way to bash, which reads a text of known length at once;
// fields that end in NUL on the way back, because no text of bash has one.

export type ToBash =
  | 'r' /* run a body */
  | 'v' /* a value */
  | 'n' /* nothing there */
  | 'e' /* an error: type, message */
  | 'h' /* a method for the shell itself to run */
  | 'f' /* all of a reply: output, errors, status, value or error */
  | 'u'; /* leave the body: a return out of a method further out is on its way */

/** How the locale of the worker counts: characters in UTF-8, else bytes. */
export type Unit = 'characters' | 'bytes';

export const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FIELDS = 99_999;
const HEAD_COUNT = 7;
const HEAD_SIZE = 16;
const LENGTH = 8;

/** What bash cannot be given. */
export function whyNot(fields: readonly string[]): string | null {
  if (fields.some((field) => field.includes('\0'))) return 'bash cannot hold a NUL character';
  if (fields.length > MOST_FIELDS) return `bash is given at most ${MOST_FIELDS} texts at once`;
  const size = fields.reduce((sum, field) => sum + field.length, 0);
  return size > MOST_BYTES / 4
    ? `bash is given at most ${MOST_BYTES / 4} characters at once`
    : null;
}

const SURROGATE = /[\ud800-\udfff]/;

function lengthOf(text: string, unit: Unit): number {
  if (unit === 'bytes') return Buffer.byteLength(text);
  if (!SURROGATE.test(text)) return text.length;
  return Array.from(text).length;
}

const padded = (count: number, width: number): string => String(count).padStart(width, '0');

export function frame(kind: ToBash, fields: readonly string[], unit: Unit): Buffer {
  const lengths = fields.map((field) => lengthOf(field, unit));
  const size = lengths.reduce((sum, length) => sum + length, LENGTH * fields.length);
  const head = kind + padded(fields.length, HEAD_COUNT) + padded(size, HEAD_SIZE);
  return Buffer.from(
    head + lengths.map((length) => String(length).padStart(LENGTH)).join('') + fields.join(''),
  );
}

/** Puts the pieces that arrive together into messages, each a list of fields. */
export class FrameReader {
  readonly #limit: number;
  #pieces: Buffer[] = [];
  #fields: string[] = [];
  #size = 0;
  #expected = -1;

  /** @param limit bytes of one message */
  constructor(limit = MOST_BYTES) {
    this.#limit = limit;
  }

  /** It is unclear where the next message begins. */
  isLost = false;

  push(bytes: Buffer): void {
    let from = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, from)) {
      this.#pieces.push(bytes.subarray(from, end));
      const whole = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
      this.#fields.push(String(whole));
      this.#pieces = [];
      from = end + 1;
    }
    this.#size += bytes.length;
    // The caller's buffer is used again.
    if (from < bytes.length) this.#pieces.push(Buffer.from(bytes.subarray(from)));
  }

  /**
   * null until all of it is there.
   * @throws Error for what is no message: the two sides no longer agree where one begins
   */
  next(): string[] | null {
    if (this.#expected < 0) {
      const count = this.#fields[0];
      if (count === undefined) return this.#unlessTooLarge();
      if (!/^[1-9]\d{0,4}$/.test(count)) this.#lose('a count was expected');
      this.#expected = Number(count);
    }
    if (this.#fields.length <= this.#expected) return this.#unlessTooLarge();
    const [, ...message] = this.#fields.splice(0, this.#expected + 1);
    this.#expected = -1;
    if (this.#fields.length === 0) this.#size = 0;
    return message;
  }

  #unlessTooLarge(): null {
    if (this.#size > this.#limit) this.#lose(`a message of more than ${this.#limit} bytes`);
    return null;
  }

  #lose(why: string): never {
    this.isLost = true;
    throw new Error(why);
  }
}
