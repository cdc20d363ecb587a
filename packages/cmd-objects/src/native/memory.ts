// The memory that C and we share: the stack of values, the words of control, texts.
import type { Library } from './ffi.ts';
import { CONTROL_WORDS, SCRATCH_BYTES, STACK_VALUES, TYPES } from './shim-table.ts';

/** Characters that surely fit as UTF-8. */
const SHORT = Math.floor(SCRATCH_BYTES / 3);
const HIGH = 0x1_00_00_00_00;

export class Memory {
  readonly control: Uint32Array;
  readonly functions: Library['functions'];
  readonly #library: Library;
  readonly #words: Int32Array;
  readonly #unsigned: Uint32Array;
  readonly #floats: Float64Array;
  readonly #wide: BigInt64Array;
  readonly #scratch: Buffer;

  constructor(library: Library) {
    const { functions } = library;
    this.#library = library;
    this.functions = functions;
    this.control = new Uint32Array(library.view(functions.tt_control(), CONTROL_WORDS * 4));
    const stack = library.view(functions.tt_stack(), STACK_VALUES * 16);
    this.#words = new Int32Array(stack);
    this.#unsigned = new Uint32Array(stack);
    this.#floats = new Float64Array(stack);
    this.#wide = new BigInt64Array(stack);
    this.#scratch = Buffer.from(library.view(functions.tt_scratch(), SCRATCH_BYTES));
  }

  typeAt(at: number): number {
    return this.#words[at * 4] ?? 0;
  }

  /** The lower half: the index of a handle. */
  indexAt(at: number): number {
    return this.#unsigned[at * 4 + 2] ?? 0;
  }

  addressAt(at: number): number {
    return (this.#unsigned[at * 4 + 3] ?? 0) * HIGH + (this.#unsigned[at * 4 + 2] ?? 0);
  }

  floatAt(at: number): number {
    return this.#floats[at * 2 + 1] ?? 0;
  }

  /** As a number where that is exact. */
  integerAt(at: number): number | bigint {
    const low = this.#words[at * 4 + 2] ?? 0;
    if (low >> 31 === this.#words[at * 4 + 3]) return low;
    const wide = this.#wide[at * 2 + 1] ?? 0n;
    const number = Number(wide);
    return Number.isSafeInteger(number) ? number : wide;
  }

  textAt(at: number): string {
    return this.#library.text(this.addressAt(at));
  }

  textFrom(address: number): string {
    return this.#library.text(address);
  }

  bytesFrom(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#library.view(address, length)).slice();
  }

  putNil(at: number): number {
    this.#words[at * 4] = TYPES.NIL;
    return TYPES.NIL;
  }

  putBoolean(at: number, value: boolean): number {
    this.#words[at * 4] = TYPES.BOOL;
    this.#words[at * 4 + 2] = value ? 1 : 0;
    this.#words[at * 4 + 3] = 0;
    return TYPES.BOOL;
  }

  putNumber(at: number, value: number): number {
    if (value === (value | 0)) {
      this.#words[at * 4] = TYPES.INT;
      this.#words[at * 4 + 2] = value;
      this.#words[at * 4 + 3] = value >> 31;
      return TYPES.INT;
    }
    if (Number.isSafeInteger(value)) return this.putBigint(at, BigInt(value));
    this.#words[at * 4] = TYPES.FLOAT;
    this.#floats[at * 2 + 1] = value;
    return TYPES.FLOAT;
  }

  putBigint(at: number, value: bigint): number {
    this.#words[at * 4] = TYPES.INT;
    this.#wide[at * 2 + 1] = value;
    return TYPES.INT;
  }

  putHandle(at: number, handle: Handle, type: number): number {
    this.#words[at * 4] = type;
    this.#unsigned[at * 4 + 2] = handle.index;
    this.#unsigned[at * 4 + 3] = handle.upper;
    return type;
  }

  /** A copy in C, which goes with the call. A text that holds a NUL ends there in C: the caller has looked. */
  putText(at: number, text: string, type: number): number {
    if (text.length <= SHORT) {
      this.functions.tt_scratch_text(this.#scratch.write(text, 'utf8'), at, type);
      return type;
    }
    const bytes = Buffer.from(text);
    this.functions.tt_text(bytes, bytes.length, at, type);
    return type;
  }
}

export interface Handle {
  readonly index: number;
  /** Its upper half. */
  readonly upper: number;
}

/** For an argument that C reads as a text. */
export const cstring = (text: string): Uint8Array => Buffer.from(`${text}\0`);
