// Objects, classes and blocks as C knows them: numbers, which end with the objects.
import type { Block } from '../values/block.ts';
import type { Instance } from '../space/instance.ts';
import type { TrashClass } from '../space/trash-class.ts';
import type { Handle, Memory } from './memory.ts';
import { CONTROL } from './shim-table.ts';

export type Handled = Instance | TrashClass | Block;

export class Handles {
  readonly #memory: Memory;
  readonly #handles = new WeakMap<Handled, Handle>();
  readonly #objects: (WeakRef<Handled> | undefined)[] = [];
  /** What plugins hold: it must not be collected. */
  readonly #retained = new Map<number, Handled>();
  /** What the running call got, until it ends. */
  #lent: Handled[] = [];
  readonly #gone = new FinalizationRegistry<number>((index) => {
    this.#objects[index] = undefined;
    if (this.#isOpen) this.#memory.functions.tt_handle_drop(index);
  });
  #isOpen = true;

  readonly #goneError: () => Error;

  /** @param isGone the error for an object that was collected, and whose handle C does not know to be dead yet */
  constructor(memory: Memory, isGone: () => Error) {
    this.#memory = memory;
    this.#goneError = isGone;
  }

  get hasLent(): boolean {
    return this.#lent.length > 0;
  }

  of(object: Handled, kind: number): Handle {
    const known = this.#handles.get(object);
    if (known) return known;
    const { functions, control } = this.#memory;
    const index = functions.tt_handle_new(kind);
    const handle = { index, upper: control[CONTROL.ANSWER] ?? 0 };
    this.#handles.set(object, handle);
    this.#objects[index] = new WeakRef(object);
    this.#gone.register(object, index);
    return handle;
  }

  /** @throws TrashError NotFound */
  at(index: number): Handled {
    const object = this.#objects[index]?.deref();
    if (object) return object;
    throw this.#goneError();
  }

  /** Kept until the outermost call ends. */
  lend(object: Handled): void {
    this.#lent.push(object);
  }

  endCall(): void {
    this.#lent = [];
  }

  setRetained(index: number, isRetained: boolean): void {
    if (isRetained) this.#retained.set(index, this.at(index));
    else {
      // Until the call ends, it may still be used.
      const object = this.#retained.get(index);
      if (object) this.#lent.push(object);
      this.#retained.delete(index);
    }
  }

  /** What plugins hold, and how often. */
  refs(): { readonly name: string; readonly refs: number }[] {
    return [...this.#retained].map(([index, object]) => ({
      name: object.referenceText,
      refs: this.#memory.functions.tt_refs(index),
    }));
  }

  close(): void {
    this.#isOpen = false;
    this.#retained.clear();
    this.#lent = [];
  }
}
