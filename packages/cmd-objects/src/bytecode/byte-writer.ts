// Bytes in the making, big-endian. What does not fit into its field, or is more than a reader takes, is an error.
import { bytecodeError, MAX_BYTES } from './chunk.ts';

const encoder = new TextEncoder();

export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  u8(value: number): this {
    return this.#put(1, (view, at) => view.setUint8(at, this.#fits(value, 0xff)));
  }

  u16(value: number): this {
    return this.#put(2, (view, at) => view.setUint16(at, this.#fits(value, 0xffff)));
  }

  u32(value: number): this {
    return this.#put(4, (view, at) => view.setUint32(at, this.#fits(value, 0xffffffff)));
  }

  i64(value: bigint): this {
    return this.#put(8, (view, at) => view.setBigInt64(at, value));
  }

  f64(value: number): this {
    return this.#put(8, (view, at) => view.setFloat64(at, value));
  }

  raw(bytes: Uint8Array): this {
    this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** Length in 32 bits, then the bytes. */
  bytes32(bytes: Uint8Array): this {
    return this.u32(bytes.length).raw(bytes);
  }

  text32(text: string): this {
    return this.bytes32(encoder.encode(text));
  }

  /** Length in 16 bits, then the bytes. */
  bytes16(bytes: Uint8Array): this {
    return this.u16(bytes.length).raw(bytes);
  }

  /** Length in 8 bits, then the text. */
  name(text: string): this {
    const bytes = encoder.encode(text);
    return this.u8(bytes.length).raw(bytes);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #fits(value: number, most: number): number {
    if (value <= most) return value;
    throw bytecodeError(`${value} does not fit: at most ${most}`, this.#length);
  }

  #put(size: number, set: (view: DataView, at: number) => void): this {
    this.#grow(size);
    set(new DataView(this.#bytes.buffer), this.#length);
    this.#length += size;
    return this;
  }

  #grow(size: number): void {
    const needed = this.#length + size;
    if (needed > MAX_BYTES) throw bytecodeError(`more than ${MAX_BYTES} bytes`, this.#length);
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
