// Classes as C knows them: their numbers, which C method a selector means, and where variables are.
import type { MethodBody, TrashClass } from '../space/trash-class.ts';
import type { Memory } from './memory.ts';
import { CONTROL } from './shim-table.ts';

/** The variables that a method counts in: those that were registered with it, then the others of its class. */
interface Home {
  readonly number: number;
  readonly owner: TrashClass;
  readonly names: readonly string[];
}

export interface Bound {
  readonly method: number;
  readonly home: Home;
}

export class Classes {
  readonly #memory: Memory;
  readonly #numbers = new WeakMap<TrashClass, number>();
  readonly #classes: TrashClass[] = [];
  readonly #homes: Home[] = [];
  readonly #homeOf = new WeakMap<TrashClass, Map<string, Home>>();
  /** The method in C behind a body, where nothing is around it: no advice. */
  readonly #methods = new WeakMap<MethodBody, number>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  numberOf(itsClass: TrashClass): number {
    const known = this.#numbers.get(itsClass);
    if (known !== undefined) return known;
    const number = this.#memory.functions.tt_class_new();
    this.#numbers.set(itsClass, number);
    this.#classes[number] = itsClass;
    return number;
  }

  /** A method of C for the class where it was found. */
  bind(method: number, foundAt: TrashClass, registered: readonly string[]): Bound {
    const home = this.#home(foundAt, registered);
    return { method: this.#memory.functions.tt_method_bind(method, home.number), home };
  }

  remember(body: MethodBody, { method }: Bound): void {
    this.#methods.set(body, method);
  }

  /** From then on messages from C to C do not come here. */
  cache(itsClass: TrashClass, selector: number, body: MethodBody): void {
    const method = this.#methods.get(body);
    if (method !== undefined)
      this.#memory.functions.tt_cache_put(this.numberOf(itsClass), selector, method);
  }

  /** Tells C where the variables of a home are in objects of a class. */
  map(classNumber: number, homeNumber: number): void {
    const itsClass = this.#classes[classNumber];
    const home = this.#homes[homeNumber];
    const places = itsClass && home && placesIn(itsClass, home);
    if (!places) {
      this.#memory.functions.tt_map_set(classNumber, homeNumber, -1);
      return;
    }
    const top = this.#memory.control[CONTROL.TOP] ?? 0;
    places.forEach((place, index) => this.#memory.putNumber(top + index, place));
    this.#memory.functions.tt_map_set(classNumber, homeNumber, places.length);
  }

  #home(owner: TrashClass, registered: readonly string[]): Home {
    const key = registered.join(' ');
    const known = this.#homeOf.get(owner) ?? new Map<string, Home>();
    this.#homeOf.set(owner, known);
    const found = known.get(key);
    if (found) return found;
    const others = owner.layout
      .map(({ name }) => name)
      .filter((name) => !registered.includes(name));
    const number = this.#memory.functions.tt_home_new();
    const home = { number, owner, names: [...registered, ...others] };
    known.set(key, home);
    this.#homes[number] = home;
    return home;
  }
}

/** null where they are where they are counted, and for a class that does not rest on that of the home. */
function placesIn(itsClass: TrashClass, { owner, names }: Home): number[] | null {
  const rests = [...itsClass.ancestry()].some(
    (at) => at.name === owner.name || at.traits.some((trait) => trait.name === owner.name),
  );
  if (!rests) return null;
  const places = names.map((name) => itsClass.slotOf.get(name) ?? -1);
  const isSame = places.every((place, index) => place === index);
  return isSame && places.length === itsClass.layout.length ? null : places;
}
