// Which name is which variable, worked out once when a method is compiled.
import type { TrashClass } from '../space/trash-class.ts';
import type { Machine } from './machine.ts';

/** What all scopes of one method share. */
export interface MethodScope {
  readonly machine: Machine;
  /** The class in whose chain the method was found: `super` goes on above it. */
  readonly foundAt: TrashClass;
  readonly isClassSide: boolean;
  readonly selector: string;
  /** A block, or a block written as a value, may leave this method with `^`. */
  hasThrownReturn: boolean;
}

export class Scope<M = MethodScope> {
  readonly method: M;
  readonly outer: Scope<M> | null;
  size = 0;
  readonly #slots = new Map<string, number>();

  constructor(method: M, outer: Scope<M> | null) {
    this.method = method;
    this.outer = outer;
  }

  declare(name: string): number {
    const slot = this.size++;
    this.#slots.set(name, slot);
    return slot;
  }

  /** Runs `compile` with further names, which hide those around it and are gone afterwards. */
  within<T>(names: readonly string[], compile: (slots: readonly number[]) => T): T {
    const hidden = names.map((name) => this.#slots.get(name));
    const slots = names.map((name) => this.declare(name));
    const compiled = compile(slots);
    names.forEach((name, index) => {
      const slot = hidden[index];
      if (slot === undefined) this.#slots.delete(name);
      else this.#slots.set(name, slot);
    });
    return compiled;
  }

  /** How many frames outwards, and the slot there. */
  find(name: string): { depth: number; slot: number } | null {
    const slot = this.#slots.get(name);
    if (slot !== undefined) return { depth: 0, slot };
    const found = this.outer?.find(name) ?? null;
    return found && { depth: found.depth + 1, slot: found.slot };
  }

  /** Those of this scope that can be seen now. */
  visible(): ReadonlyMap<string, number> {
    return this.#slots;
  }
}
