// Where in a method a piece of it stands: its names, and the lines that are written so far.
import { Scope } from '../../evaluate/scope.ts';
import type { Unit } from '../../language/ast.ts';

/** What all of one method shares. */
export interface CDraft {
  readonly unit: Unit;
  readonly isClassSide: boolean;
  /** Of the variables of the object that the file declares: their numbers. */
  readonly instanceVars: ReadonlyMap<string, number>;
  readonly classVars: ReadonlySet<string>;
  /** Nothing that the file does not show can have a variable: what is not declared is a local. */
  readonly knowsAll: boolean;
  /** The locals of the method, in C. */
  readonly locals: string[];
  readonly lines: string[];
  count: number;
}

/** A scope of the evaluator, whose slots are variables of C; only one per method, since no block is called later. */
export class Place extends Scope<CDraft> {
  readonly #locals = new Map<number, string>();

  constructor(method: CDraft) {
    super(method, null);
  }

  /** A name of the language may be a word of C, so all of ours have a tail. */
  local(slot: number, name: string): string {
    const known = this.#locals.get(slot);
    if (known !== undefined) return known;
    const identifier = `${name}_${slot}`;
    this.#locals.set(slot, identifier);
    this.method.locals.push(identifier);
    return identifier;
  }

  variable(name: string): string | null {
    const found = this.find(name);
    return found && this.local(found.slot, name);
  }

  write(line: string): void {
    this.method.lines.push(line);
  }

  /** What `expression` is, under a name of its own. */
  keep(expression: string): string {
    const name = `t${++this.method.count}`;
    this.write(`TTValue ${name} = ${expression};`);
    // Nobody may want it.
    this.write(`(void)${name};`);
    return name;
  }

  /** The same where it may be an error, which ends the method. */
  checked(expression: string): string {
    const name = `t${++this.method.count}`;
    this.write(`TTValue ${name} = ${expression};`);
    this.write(`if (TT_IsError(${name})) return ${name};`);
    return name;
  }
}
