// Errors on their way through C: what one side throws, the other side gets as a value.
import type { TrashError } from '../values/trash-error.ts';
import type { Value } from '../values/value.ts';
import { ERRORS } from './interface.ts';
import type { Memory } from './memory.ts';
import { CONTROL, TYPES } from './shim-table.ts';
import type { Tools } from './tools.ts';
import type { Values } from './values.ts';

const CODES: ReadonlyMap<string, number> = new Map(
  Object.values(ERRORS).flatMap(({ code, types }) =>
    types.map((type) => [type as string, code] as const),
  ),
);

export const codeOf = (type: string): number => CODES.get(type) ?? ERRORS.GENERIC.code;

export class Errors {
  readonly #memory: Memory;
  readonly #tools: Tools;
  /** Those that C got from here in the running call: the same comes out again, with the way that it went. */
  readonly #known = new Map<number, TrashError>();
  /** What no value can stand for: `^` out of a block, a fault of ours. It goes on when C returns. */
  #pending: { readonly error: unknown } | null = null;

  constructor(memory: Memory, tools: Tools) {
    this.#memory = memory;
    this.#tools = tools;
  }

  /** Puts an error where C finds its result. @returns its type */
  put(at: number, error: unknown): number {
    const known = this.#tools.asTrashError(error);
    if (!known) this.#pending ??= { error };
    const { type, message } = known ?? {
      type: 'DeadFrame',
      message: 'the method around has been left',
    };
    const top = this.#memory.control[CONTROL.TOP] ?? 0;
    this.#memory.putText(top, plain(type), TYPES.STRING);
    this.#memory.putText(top + 1, plain(message), TYPES.STRING);
    const index = this.#memory.functions.tt_error(codeOf(type), at);
    if (known) this.#known.set(index, known);
    return TYPES.ERROR;
  }

  /** C goes on as if nothing had happened; whatever it asks for gets the same answer. */
  throwPending(): void {
    if (this.#pending) throw this.#pending.error;
  }

  /** What a method in C answered. @throws TrashError its error, and what was under way through it */
  result(at: number, values: Values): Value {
    if (this.#pending) {
      const { error } = this.#pending;
      this.#pending = null;
      throw error;
    }
    return this.value(at, values);
  }

  /** @throws TrashError for an error */
  value(at: number, values: Values): Value {
    if (this.#memory.typeAt(at) === TYPES.ERROR) throw this.#errorAt(this.#memory.indexAt(at));
    return values.get(at);
  }

  endCall(): void {
    if (this.#known.size > 0) this.#known.clear();
  }

  #errorAt(index: number): TrashError {
    const known = this.#known.get(index);
    if (known) return known;
    const { functions } = this.#memory;
    const type = this.#memory.textFrom(functions.tt_error_type(index));
    return new this.#tools.TrashError(
      type,
      this.#memory.textFrom(functions.tt_error_message(index)),
    );
  }
}

const plain = (text: string): string => text.replaceAll('\0', '').slice(0, 10_000);
