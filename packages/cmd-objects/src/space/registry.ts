// All classes by name. What a class rests on is looked for when it is first used, so files may come in any order.
import { TrashError } from '../values/trash-error.ts';
import { type ClassParts, TrashClass } from './trash-class.ts';

/** Finds a class that nobody has registered: in a file. null when there is none. */
export type FindParts = (name: string) => ClassParts | null;

export class Registry {
  readonly #find: FindParts;
  readonly #parts = new Map<string, ClassParts>();
  readonly #built = new Map<string, TrashClass>();
  readonly #building = new Set<string>();
  #changed: (() => void) | null = null;

  constructor(find: FindParts) {
    this.#find = find;
  }

  /** Everything that rests on an earlier class of this name is built anew when it is next used. */
  register(parts: ClassParts): void {
    this.#parts.set(parts.name, parts);
    this.#outdate(parts.name);
  }

  /** Told when a class was registered anew or forgotten. */
  whenChanged(then: () => void): void {
    this.#changed = then;
  }

  /** Forgets a class: it is looked for again. */
  forget(name: string): void {
    this.#parts.delete(name);
    this.#outdate(name);
  }

  /** Reads a class anew, where it comes from a file. null when there is none. */
  reload(name: string): TrashClass | null {
    const parts = this.#find(name);
    if (parts) this.register(parts);
    return this.get(name);
  }

  /** Those that are registered, or were used. */
  get names(): readonly string[] {
    return [...this.#parts.keys()];
  }

  /**
   * @returns null when there is no class of that name
   * @throws TrashError when it rests on one that is not there, or on itself
   */
  get(name: string): TrashClass | null {
    const built = this.#built.get(name);
    if (built) return built;
    const parts = this.#parts.get(name) ?? this.#found(name);
    return parts && this.#build(parts);
  }

  #outdate(changed: string): void {
    this.#changed?.();
    for (const [name, built] of this.#built) {
      if (!restsOn(built, changed)) continue;
      built.isCurrent = false;
      this.#built.delete(name);
    }
  }

  #found(name: string): ClassParts | null {
    const parts = this.#find(name);
    if (parts) this.#parts.set(name, parts);
    return parts;
  }

  #build(parts: ClassParts): TrashClass {
    if (this.#building.has(parts.name))
      throw new TrashError('ClassNotFound', `${parts.name} is its own superclass`);
    this.#building.add(parts.name);
    try {
      const superclass = parts.superclass === null ? null : this.#needed(parts.superclass, parts);
      const traits = parts.traits.map((trait) => this.#needed(trait, parts));
      const built = new TrashClass(parts, superclass, traits);
      this.#built.set(parts.name, built);
      return built;
    } finally {
      this.#building.delete(parts.name);
    }
  }

  /** A name without a package means the own package first. */
  #needed(name: string, by: ClassParts): TrashClass {
    const split = by.name.lastIndexOf('::');
    const inPackage = split < 0 || name.includes('::') ? null : by.name.slice(0, split + 2) + name;
    const found = (inPackage === null ? null : this.get(inPackage)) ?? this.get(name);
    if (found) return found;
    throw new TrashError('ClassNotFound', `${by.name} rests on ${name}, which is not there`);
  }
}

const restsOn = (built: TrashClass, name: string): boolean =>
  [...built.ancestry()].some(
    (at) => at.name === name || at.traits.some((trait) => trait.name === name),
  );
