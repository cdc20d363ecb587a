// Values on their way to C and back.
import type { Json, Value } from '../values/value.ts';
import type { Handles } from './handles.ts';
import type { Memory } from './memory.ts';
import { CONTROL, JSON_TEXT, KINDS, STACK_VALUES, TYPES } from './shim-table.ts';
import type { Tools } from './tools.ts';

/** A list in a list in a list … */
const DEEPEST = 64;

export class Values {
  readonly #memory: Memory;
  readonly #handles: Handles;
  readonly #tools: Tools;

  constructor(memory: Memory, handles: Handles, tools: Tools) {
    this.#memory = memory;
    this.#handles = handles;
    this.#tools = tools;
  }

  /** @returns its type. @throws TrashError TypeError for what C cannot have */
  put(at: number, value: Value | undefined): number {
    const memory = this.#memory;
    switch (typeof value) {
      case 'number':
        return memory.putNumber(at, value);
      case 'string':
        return this.#putText(at, value, TYPES.STRING);
      case 'boolean':
        return memory.putBoolean(at, value);
      case 'bigint':
        return memory.putBigint(at, value);
      default:
        return value === null || value === undefined
          ? memory.putNil(at)
          : this.#putReference(at, value);
    }
  }

  /** Into a variable: a dictionary stays one. */
  putJson(at: number, value: Json): number {
    const isDictionary = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isDictionary ? this.#putText(at, JSON.stringify(value), JSON_TEXT) : this.put(at, value);
  }

  /** @throws TrashError what C answered as an error */
  get(at: number): Value {
    const memory = this.#memory;
    switch (memory.typeAt(at)) {
      case TYPES.INT:
        return memory.integerAt(at);
      case TYPES.FLOAT:
        return memory.floatAt(at);
      case TYPES.STRING:
        return memory.addressAt(at) === 0 ? null : memory.textAt(at);
      case TYPES.BOOL:
        return memory.indexAt(at) !== 0;
      case TYPES.INSTANCE:
      case TYPES.BLOCK:
        return this.#handles.at(memory.indexAt(at));
      case TYPES.ARRAY:
        return this.#list(memory.indexAt(at), 0);
      case JSON_TEXT:
        return JSON.parse(memory.textAt(at)) as Json;
      default:
        return null;
    }
  }

  #list(index: number, depth: number): readonly Json[] {
    const { functions, control } = this.#memory;
    if (depth > DEEPEST) throw this.#typeError('a list holds lists too deeply');
    const items: Json[] = [];
    const length = functions.tt_list_length(index);
    for (let item = 0; item < length; item++) {
      const type = functions.tt_slot_get(index, item);
      const top = control[CONTROL.TOP] ?? 0;
      const value =
        type === TYPES.ARRAY ? this.#list(this.#memory.indexAt(top), depth + 1) : this.get(top);
      items.push(this.#tools.jsonOf(value));
    }
    return items;
  }

  #putReference(at: number, value: object): number {
    const { Instance, TrashClass, Block } = this.#tools;
    const handles = this.#handles;
    const isClass = value instanceof TrashClass;
    if (isClass || value instanceof Instance) {
      handles.lend(value);
      const handle = handles.of(value, isClass ? KINDS.CLASS : KINDS.OBJECT);
      return this.#memory.putHandle(at, handle, TYPES.INSTANCE);
    }
    if (value instanceof Block) {
      handles.lend(value);
      return this.#memory.putHandle(at, handles.of(value, KINDS.BLOCK), TYPES.BLOCK);
    }
    if (Array.isArray(value)) return this.#putList(at, value as readonly Json[], 0);
    return this.#putText(at, JSON.stringify(value), TYPES.STRING);
  }

  #putList(at: number, items: readonly Json[], depth: number): number {
    if (depth > DEEPEST || at + 2 >= STACK_VALUES)
      throw this.#typeError('a list holds lists too deeply');
    const { functions } = this.#memory;
    functions.tt_list(at, 0, at);
    const index = this.#memory.indexAt(at);
    for (const item of items) {
      if (Array.isArray(item)) this.#putList(at + 1, item as readonly Json[], depth + 1);
      else this.putJson(at + 1, item);
      functions.tt_list_push(index, at + 1);
    }
    return TYPES.ARRAY;
  }

  #putText(at: number, text: string, type: number): number {
    if (text.includes('\0')) throw this.#typeError('a text with a NUL in it cannot go to C');
    return this.#memory.putText(at, text, type);
  }

  #typeError(message: string): Error {
    return new this.#tools.TrashError('TypeError', message);
  }
}
