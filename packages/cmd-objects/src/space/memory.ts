// The objects that are in memory: one copy each, however often it is asked for.
import type { Instance } from './instance.ts';

/** So many are kept although nobody uses them; the rest goes when the garbage collector comes. */
const KEPT = 20_000;

export class Memory {
  readonly #kept = new Map<string, Instance>();
  // Whoever still holds an object that is not kept must meet the same one again, or changes would be lost.
  readonly #others = new Map<string, WeakRef<Instance>>();
  readonly #gone = new FinalizationRegistry<string>((id) => {
    if (this.#others.get(id)?.deref() === undefined) this.#others.delete(id);
  });
  readonly #most: number;

  constructor(most = KEPT) {
    this.#most = most;
  }

  get size(): number {
    return this.#kept.size;
  }

  get(id: string): Instance | undefined {
    const kept = this.#kept.get(id);
    if (kept) return kept;
    const other = this.#others.get(id)?.deref();
    if (other) this.add(other);
    return other;
  }

  add(instance: Instance): void {
    this.#kept.set(instance.id, instance);
    if (this.#others.size > 0) this.#others.delete(instance.id);
  }

  delete(id: string): void {
    this.#kept.delete(id);
    this.#others.delete(id);
  }

  /** Forgets the oldest that are written, down to half; dirty ones stay. */
  evict(): void {
    if (this.#kept.size <= this.#most) return;
    for (const [id, instance] of this.#kept) {
      if (this.#kept.size <= this.#most / 2) return;
      if (instance.isDirty) continue;
      this.#kept.delete(id);
      this.#others.set(id, new WeakRef(instance));
      this.#gone.register(instance, id);
    }
  }

  *all(): Generator<Instance> {
    yield* this.#kept.values();
    for (const reference of this.#others.values()) {
      const instance = reference.deref();
      if (instance) yield instance;
    }
  }
}
