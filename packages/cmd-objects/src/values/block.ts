// Something that can be called later: a closure of the language, bytecode, a function in TypeScript.
import { Reference, type Value } from './value.ts';

let last = 0;
// Only blocks whose name somebody asked for: those that went to bash or into a variable of an object.
const named = new Map<string, Block>();

export abstract class Block extends Reference {
  abstract readonly parameters: readonly string[];
  /** In front of the number in its id: by this one shells know a block. */
  protected readonly idPrefix: string = 'bytecode_block_';
  #id: string | null = null;

  /** Fewer arguments than parameters: the rest is nil; more are dropped. */
  abstract call(args: readonly Value[]): Value;

  /** For what it does, as `do:` runs it: the answer is what it printed, if that has no other way out. */
  perform(args: readonly Value[]): Value {
    this.call(args);
    return null;
  }

  /** The id by which `blockOf` finds it from now on, until it is released. */
  get referenceText(): string {
    if (this.#id === null) {
      this.#id = `${this.idPrefix}${++last}`;
      named.set(this.#id, this);
    }
    return this.#id;
  }
}

export function blockOf(id: string): Block | undefined {
  return named.get(id);
}

export function releaseBlock(id: string): boolean {
  return named.delete(id);
}

/** A block whose body is a function in TypeScript. */
export class FunctionBlock extends Block {
  readonly parameters: readonly string[];
  readonly #body: (...args: readonly Value[]) => Value;

  constructor(body: (...args: readonly Value[]) => Value, parameters: readonly string[]) {
    super();
    this.#body = body;
    this.parameters = parameters;
  }

  call(args: readonly Value[]): Value {
    return this.#body(...args);
  }
}
