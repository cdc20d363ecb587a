// A cursor over bytes from outside: each step says where it was when there is not enough left.
import { bytecodeError } from './chunk.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Where these bytes begin in what the user sees. */
  readonly #base: number;
  #at = 0;

  constructor(bytes: Uint8Array, base = 0) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#base = base;
  }

  /** Of the next byte, in the outermost container. */
  get offset(): number {
    return this.#base + this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8(what: string): number {
    return this.#view.getUint8(this.#step(1, what));
  }

  u16(what: string): number {
    return this.#view.getUint16(this.#step(2, what));
  }

  u32(what: string): number {
    return this.#view.getUint32(this.#step(4, what));
  }

  i64(what: string): bigint {
    return this.#view.getBigInt64(this.#step(8, what));
  }

  f64(what: string): number {
    return this.#view.getFloat64(this.#step(8, what));
  }

  bytes(length: number, what: string): Uint8Array {
    const at = this.#step(length, what);
    return this.#bytes.subarray(at, at + length);
  }

  text(length: number, what: string): string {
    const { offset } = this;
    return textFrom(this.bytes(length, what), { what, offset });
  }

  #step(length: number, what: string): number {
    if (length > this.left) {
      const missing = `${length} bytes of ${what} are needed, ${this.left} are left`;
      throw bytecodeError(missing, this.offset);
    }
    const at = this.#at;
    this.#at += length;
    return at;
  }
}

export function textFrom(
  bytes: Uint8Array,
  { what, offset }: { what: string; offset: number },
): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw bytecodeError(`${what} is not UTF-8`, offset);
  }
}
