// Answers as CBOR: the fields and values of the JSON form, in its order, with definite lengths and shortest heads.
import { encode, Token, Type } from 'cborg';
import { isNumbered, NAMESPACE_TAG, REFERENCE_TAG } from './string-table.ts';

/** Keys stay in their order, and the library's sort is stable. */
const IN_ORDER = { ignoreUndefinedProperties: true, mapSorter: () => 0 };

/** The head of a container or a tag: an unsigned integer of another major type. */
function head(major: number, count: number): Uint8Array {
  const bytes = encode(count);
  bytes[0] = (bytes[0] ?? 0) | (major << 5);
  return bytes;
}

const ARRAY = 4;
const TAG = 6;

/** Numbers the strings of a message as they come, and refers to those that came before. */
class StringNumbers {
  readonly #numbers = new Map<string, number>();

  readonly encoder = (data: unknown): Token[] | null => {
    const text = data as string;
    const number = this.#numbers.get(text);
    if (number !== undefined)
      return [new Token(Type.tag, REFERENCE_TAG), new Token(Type.uint, number)];
    const bytes = Buffer.byteLength(text);
    if (isNumbered(bytes, this.#numbers.size)) this.#numbers.set(text, this.#numbers.size);
    return null;
  };
}

/** One message, value by value. */
export class CborWriter {
  readonly #numbers: StringNumbers | undefined;
  readonly #parts: Uint8Array[] = [];

  /** With `stringref`, a string that came before is referred to (tags 256 and 25). */
  constructor({ stringref = false } = {}) {
    this.#numbers = stringref ? new StringNumbers() : undefined;
  }

  /** Returns how many bytes it takes. */
  write(value: unknown): number {
    const typeEncoders = this.#numbers ? { string: this.#numbers.encoder } : {};
    const part = encode(value, { ...IN_ORDER, typeEncoders });
    this.#parts.push(part);
    return part.length;
  }

  /** The one value that was written, or with `batch` the list of all. */
  end({ batch = false } = {}): Uint8Array<ArrayBuffer> {
    const namespace = this.#numbers ? [head(TAG, NAMESPACE_TAG)] : [];
    const list = batch ? [head(ARRAY, this.#parts.length)] : [];
    return Buffer.concat([...namespace, ...list, ...this.#parts]);
  }
}

export function encodeCbor(value: unknown): Uint8Array<ArrayBuffer> {
  const writer = new CborWriter();
  writer.write(value);
  return writer.end();
}
