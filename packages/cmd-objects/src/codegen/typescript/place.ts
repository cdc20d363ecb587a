// Where in a method a piece of it stands: its names, and what the method needs around its statements.
import { Scope } from '../../evaluate/scope.ts';
import type { Identifiers } from './identifiers.ts';

/** What all of one method shares. */
export interface MethodDraft {
  readonly identifiers: Identifiers;
  /** The variables of the object and the class that the file itself declares. */
  readonly declared: ReadonlySet<string>;
  /** By the expression that makes it: what is worked out once, when it is known where the method was found. */
  readonly constants: Map<string, string>;
  /** A block, or a block written as a value, may leave it with `^`. */
  hasThrownReturn: boolean;
  usesArgs: boolean;
}

export interface Local {
  readonly identifier: string;
  /** Of a name that nothing declares: the variable that the name is instead, where one is inherited. */
  readonly inherited: string | null;
}

/** A scope of the evaluator, whose slots are variables of JavaScript. */
export class Place extends Scope<MethodDraft> {
  declare readonly outer: Place | null;
  readonly #locals = new Map<number, Local>();
  readonly #unused: string[] = [];

  /** Those that a parameter list declares already are not declared again. */
  local(slot: number, name: string, inherited: string | null = null): Local {
    const known = this.#locals.get(slot);
    if (known) return known;
    const local = { identifier: this.method.identifiers.fresh(name), inherited };
    this.#locals.set(slot, local);
    this.#unused.push(local.identifier);
    return local;
  }

  temporary(): string {
    const identifier = this.method.identifiers.fresh('it');
    this.#unused.push(identifier);
    return identifier;
  }

  variable(name: string): Local | null {
    const found = this.find(name);
    if (!found) return null;
    return this.#outwards(found.depth).local(found.slot, name);
  }

  #outwards(depth: number): Place {
    return depth > 0 && this.outer ? this.outer.#outwards(depth - 1) : this;
  }

  /** Those that can be seen from here. */
  names(): ReadonlySet<string> {
    const outer = this.outer ? this.outer.names() : [];
    return new Set([...this.visible().keys(), ...outer]);
  }

  /** `let a: Value = null;` of all that were used, once. */
  declarations(): string[] {
    return this.#unused.splice(0).map((identifier) => `let ${identifier}: Value = null;`);
  }
}

/** The constant of a method for what an expression makes. */
export function constant({ method }: Place, expression: string, name: string): string {
  const known = method.constants.get(expression);
  if (known !== undefined) return known;
  const identifier = method.identifiers.fresh(name);
  method.constants.set(expression, identifier);
  return identifier;
}
