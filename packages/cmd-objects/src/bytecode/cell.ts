// A variable that a block shares with the code around it.
import type { Value } from '../values/value.ts';
import type { Capture } from './chunk.ts';
import type { BlockHost } from './host.ts';

/** Anything that can be read and set: a variable of an evaluator will do. */
export interface Cell {
  value: Value;
}

export class LocalCell implements Cell {
  value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

/** Reads and writes through to the object. */
export class InstanceVariableCell implements Cell {
  readonly #host: BlockHost;
  readonly #name: string;

  constructor(host: BlockHost, name: string) {
    this.#host = host;
    this.#name = name;
  }

  get value(): Value {
    return this.#host.getVariable(this.#name);
  }

  set value(value: Value) {
    this.#host.setVariable(this.#name, value);
  }
}

/** For a block that nothing surrounds: values by name, instance variables where no value was given. */
export function cellsFor(
  captures: readonly Capture[],
  { values, host }: { values: ReadonlyMap<string, Value>; host: BlockHost },
): Cell[] {
  return captures.map(({ name, source }) => {
    const value = values.get(name);
    if (value === undefined && source === 'ivar') return new InstanceVariableCell(host, name);
    return new LocalCell(value ?? null);
  });
}
