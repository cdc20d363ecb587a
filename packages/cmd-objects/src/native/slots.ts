// The variables of an object that lie in C, for whoever reads `instance.slots[2]`.
import type { Json } from '../values/value.ts';

export interface SlotMemory {
  get(index: number, slot: number): Json;
  set(index: number, slot: number, value: Json): void;
}

interface View {
  readonly memory: SlotMemory;
  readonly index: number;
}

const prototypes = new Map<number, object>();

/** Accessors by number, shared by all objects with as many variables: a proxy would cost five times as much. */
function prototypeOf(count: number): object {
  const known = prototypes.get(count);
  if (known) return known;
  const made: object = {};
  for (let slot = 0; slot < count; slot++)
    Object.defineProperty(made, slot, {
      get(this: View) {
        return this.memory.get(this.index, slot);
      },
      set(this: View, value: Json) {
        this.memory.set(this.index, slot, value);
      },
    });
  prototypes.set(count, made);
  return made;
}

/** @param index the object's handle */
export function slotsView(memory: SlotMemory, index: number, count: number): Json[] {
  const view = Object.create(prototypeOf(count)) as object;
  Object.defineProperties(view, {
    memory: { value: memory },
    index: { value: index },
    length: { value: count },
  });
  return view as Json[];
}
