// Which variable a name means, in one block and in those around it.
import type { Capture } from '../chunk.ts';

/** What the method around a block knows by name. */
export interface BlockScope {
  /** Of the method, and of blocks around that its evaluator runs; the innermost come last. */
  readonly parameters: readonly string[];
  readonly locals: readonly string[];
  readonly instanceVars: readonly string[];
  readonly classVars: readonly string[];
}

export type Variable =
  | { readonly kind: 'parameter' | 'local' | 'capture'; readonly slot: number }
  | { readonly kind: 'ivar' | 'classVar'; readonly name: string };

export interface Surroundings {
  /** null when nobody knows the name. */
  resolve(name: string): Variable | null;
}

export function surroundingsOf(scope: BlockScope): Surroundings {
  const found = (kind: 'parameter' | 'local', names: readonly string[], name: string) => {
    const slot = names.lastIndexOf(name);
    return slot < 0 ? null : ({ kind, slot } as const);
  };
  return {
    resolve(name) {
      const variable =
        found('local', scope.locals, name) ?? found('parameter', scope.parameters, name);
      if (variable !== null) return variable;
      if (scope.instanceVars.includes(name)) return { kind: 'ivar', name };
      return scope.classVars.includes(name) ? { kind: 'classVar', name } : null;
    },
  };
}

/** The names of one block of code: its parameters, its locals, and those of the branches and loops in it. */
export class CodeScope implements Surroundings {
  readonly parameters: readonly string[];
  readonly captures: Capture[] = [];
  /** By slot; '' for the machine's own. */
  readonly localNames: string[] = [];
  readonly #around: Surroundings;
  /** Innermost last. */
  readonly #open: ReadonlyMap<string, number>[] = [];

  constructor(parameters: readonly string[], around: Surroundings) {
    this.parameters = parameters;
    this.#around = around;
  }

  /** Slots for names that are known until `close`. */
  open(names: readonly string[]): number[] {
    const slots = names.map((name) => this.newSlot(name));
    this.#open.push(new Map(names.map((name, index) => [name, slots[index] ?? 0])));
    return slots;
  }

  close(): void {
    this.#open.pop();
  }

  newSlot(name = ''): number {
    return this.localNames.push(name) - 1;
  }

  resolve(name: string): Variable | null {
    for (const names of this.#open.toReversed()) {
      const slot = names.get(name);
      if (slot !== undefined) return { kind: 'local', slot };
    }
    const slot = this.parameters.lastIndexOf(name);
    if (slot >= 0) return { kind: 'parameter', slot };
    return this.#captured(name);
  }

  #captured(name: string): Variable | null {
    const variable = this.#around.resolve(name);
    if (variable === null || !('slot' in variable)) return variable;
    const known = this.captures.findIndex(
      ({ source, slot }) => source === variable.kind && slot === variable.slot,
    );
    if (known >= 0) return { kind: 'capture', slot: known };
    const capture: Capture = { name, source: variable.kind, slot: variable.slot };
    return { kind: 'capture', slot: this.captures.push(capture) - 1 };
  }
}
