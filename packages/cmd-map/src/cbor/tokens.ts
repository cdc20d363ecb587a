// The items of a CBOR text from outside, one by one: how deep they are nested is counted, references become the strings
// that they mean, and whatever is wrong has a place.
import { Token, Tokenizer, Type } from 'cborg';
import type { DecodeOptions, DecodeTokenizer } from 'cborg/interface';
import { isNumbered, NAMESPACE_TAG, REFERENCE_TAG } from './string-table.ts';

/** As for JSON. */
const DEEPEST = 128;

/** Why bytes are not taken, and at which of them. */
export class CborError extends Error {
  override readonly name = 'CborError';
  /** From 0. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** A text or a byte string. */
type Named = Token;

interface Frame {
  /** Items that are still to come in it. */
  left: number;
  /** A namespace of references: the one outside of it. */
  outer?: { strings: Named[] | undefined };
}

const childrenOf = ({ type, value }: Token): number => {
  if (Type.equals(type, Type.array)) return value as number;
  if (Type.equals(type, Type.map)) return 2 * (value as number);
  return Type.equals(type, Type.tag) ? 1 : 0;
};

const isString = ({ type }: Token): boolean =>
  Type.equals(type, Type.string) || Type.equals(type, Type.bytes);

const isTag = ({ type, value }: Token, tag: number): boolean =>
  Type.equals(type, Type.tag) && value === tag;

export class LimitedTokens implements DecodeTokenizer {
  readonly #tokens: Tokenizer;
  readonly #data: Uint8Array;
  readonly #frames: Frame[] = [];
  #strings: Named[] | undefined;
  /** Where the last item begins. */
  start = 0;

  constructor(data: Uint8Array, options: DecodeOptions) {
    this.#data = data;
    this.#tokens = new Tokenizer(data, options);
  }

  done(): boolean {
    const isDone = this.#tokens.done();
    if (isDone) this.start = this.#tokens.pos();
    return isDone;
  }

  pos(): number {
    return this.#tokens.pos();
  }

  next(): Token {
    const token = this.#read();
    if (isTag(token, NAMESPACE_TAG)) {
      this.#open({ left: 1, outer: { strings: this.#strings } });
      this.#strings = [];
      return this.next();
    }
    if (isTag(token, REFERENCE_TAG)) return this.#referred();
    if (isString(token)) this.#remember(token);
    const left = childrenOf(token);
    if (left > 0) this.#open({ left });
    else this.#complete();
    return token;
  }

  #read(): Token {
    this.start = this.#tokens.pos();
    if (this.#tokens.done()) throw new CborError('it ends too early', this.start);
    const token = this.#tokens.next();
    if (Type.equals(token.type, Type.string)) this.#checkText(token);
    return token;
  }

  /** What is no UTF-8 comes as replacement characters. */
  #checkText({ value }: Token): void {
    if (!(value as string).includes('\ufffd')) return;
    const end = this.#tokens.pos();
    const bytes = this.#data.subarray(this.start, end);
    if (!endsWith(bytes, new TextEncoder().encode(value as string)))
      throw new CborError('a text is not UTF-8', this.start);
  }

  #referred(): Token {
    const number = this.#read();
    const isNumber = Type.equals(number.type, Type.uint);
    const found = isNumber ? this.#strings?.[number.value as number] : undefined;
    if (!found) throw new CborError('a reference to a string that is not there', this.start);
    this.#complete();
    return found;
  }

  #remember(token: Token): void {
    if (!this.#strings) return;
    const head = headLength(this.#data[this.start] ?? 0);
    const bytes = this.#tokens.pos() - this.start - head;
    if (isNumbered(bytes, this.#strings.length)) this.#strings.push(token);
  }

  #open(frame: Frame): void {
    if (this.#frames.length >= DEEPEST)
      throw new CborError(`it is nested more than ${DEEPEST} deep`, this.start);
    this.#frames.push(frame);
  }

  /** One item has ended, and with it every container that it was the last of. */
  #complete(): void {
    for (let top = this.#frames.at(-1); top; top = this.#frames.at(-1)) {
      top.left -= 1;
      if (top.left > 0) return;
      this.#frames.pop();
      if (top.outer) this.#strings = top.outer.strings;
    }
  }
}

const HEADS: Record<number, number> = { 24: 2, 25: 3, 26: 5, 27: 9 };

/** Bytes in front of the content, by the first of them. */
const headLength = (first: number): number => HEADS[first & 31] ?? 1;

const endsWith = (bytes: Uint8Array, end: Uint8Array): boolean =>
  end.length <= bytes.length &&
  end.every((byte, at) => byte === bytes[bytes.length - end.length + at]);
