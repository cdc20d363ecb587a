// Where a compiled method was found, and the space around it: what its names mean is known here, once.
/* eslint-disable max-params -- this happens with every message: an object for its parts would cost as much as the message */
import { storable } from '../evaluate/assignment.ts';
import {
  isClassVariable,
  isInstanceVariable,
  ownerOf,
  shellVariable,
  slotFinder,
} from '../evaluate/names.ts';
import { POSTFIX } from '../evaluate/postfix.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { Receiver, TrashClass } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf, type Value } from '../values/value.ts';

/** A variable of an object or a class. */
export interface Variable {
  get(self: Receiver): Value;
  /** Returns what was assigned. */
  set(self: Receiver, value: Value): Value;
}

/** A local that bash may read and write: by its name there. null: here the name is no local. */
export type Locals = Readonly<
  Record<string, readonly [get: () => Value, set: (text: string) => void] | null>
>;

export interface ShellPiece {
  readonly text: string;
  readonly self: Receiver;
  readonly args: readonly Value[];
  readonly locals: Locals;
}

interface Around {
  /** The class in whose chain the method was found, which for a trait is the one that includes it. */
  readonly foundAt: TrashClass;
  readonly space: ObjectSpace;
  readonly isClassSide: boolean;
  /** Normal form. */
  readonly selector: string;
}

export class Here {
  readonly space: ObjectSpace;
  readonly #foundAt: TrashClass;
  readonly #isClassSide: boolean;
  readonly #selector: string;

  constructor({ foundAt, space, isClassSide, selector }: Around) {
    this.space = space;
    this.#foundAt = foundAt;
    this.#isClassSide = isClassSide;
    this.#selector = selector;
  }

  /** A variable that the file of the method declares. */
  declared(name: string): Variable {
    const found = this.variable(name);
    if (found) return found;
    throw new TrashError('NameError', `nothing is called '${name}' here`);
  }

  /** A variable of the object or class by that name, also an inherited one; null when there is none. */
  variable(name: string): Variable | null {
    const method = { foundAt: this.#foundAt, isClassSide: this.#isClassSide };
    if (isInstanceVariable(name, { method })) return this.#instanceVariable(name);
    return isClassVariable(name, { method }) ? this.#classVariable(name) : null;
  }

  /** A name that the method does not declare: a variable from above, a class, or nothing. */
  name(name: string): Pick<Variable, 'get'> {
    const found = this.variable(name);
    if (found) return found;
    if (/^[A-Z]|::/.test(name)) return { get: () => name };
    return {
      get: () => {
        throw new TrashError('NameError', `nothing is called '${name}' here`);
      },
    };
  }

  /** The same as an argument, where it may be a plain word. */
  word(name: string): Pick<Variable, 'get'> {
    return this.variable(name) ?? { get: () => name };
  }

  /** `$name` where nothing declares the name. */
  shellVariable(name: string): (self: Receiver, args: readonly Value[]) => Value {
    const found = this.variable(name);
    if (found) return (self) => found.get(self);
    const code = shellVariable(name, { machine: this.space, selector: this.#selector });
    return (self, args) => code({ self, args });
  }

  send(receiver: Value, selector: string, args: readonly Value[], self: Receiver): Value {
    return this.space.send(receiver, selector, args, self);
  }

  sendSuper(self: Receiver, selector: string, args: readonly Value[]): Value {
    return this.space.sendSuper(self, this.#foundAt, selector, args);
  }

  /** What the language does itself. @param selector as written */
  primitive(selector: string, receiver: Value, args: readonly Value[], self: Receiver): Value {
    const apply = Object.hasOwn(POSTFIX, selector) ? POSTFIX[selector] : undefined;
    if (!apply) throw new TrashError('SyntaxError', `there is no '${selector}' in the language`);
    return apply(receiver, args, { machine: this.space, self });
  }

  /** `$(…)`: what it prints. */
  shellValue({ text, self, args, locals }: ShellPiece): string {
    const seen = Object.entries(locals).flatMap(([name, local]) =>
      local ? [{ name, local }] : [],
    );
    const variables = Object.fromEntries(
      seen.map(({ name, local: [get] }) => [name, textOf(get())]),
    );
    const selector = this.#selector;
    const result = this.space.shell({ text, self, selector, args, variables });
    for (const { name, local } of seen) {
      const changed = result.variables[name];
      if (changed !== undefined && changed !== variables[name]) local[1](changed);
    }
    return result.stdout.replace(/\n+$/, '');
  }

  #instanceVariable(name: string): Variable {
    const { space } = this;
    const slotIn = slotFinder(name);
    return {
      get: (self) => (self as Instance).slots[slotIn((self as Instance).class)] ?? null,
      set: (self, value) => {
        const instance = self as Instance;
        instance.slots[slotIn(instance.class)] = storable(value);
        space.touch(instance);
        return value;
      },
    };
  }

  #classVariable(name: string): Variable {
    const { space } = this;
    return {
      get: (self) => space.getClassVariable(ownerOf({ self }), name),
      set: (self, value) => {
        space.setClassVariable(ownerOf({ self }), name, storable(value));
        return value;
      },
    };
  }
}
