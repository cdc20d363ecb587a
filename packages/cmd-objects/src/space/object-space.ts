// Where objects, classes and blocks meet: who is meant, which method runs, and what it leaves behind.
/* eslint-disable max-params -- this happens with every message: an object for its parts would cost as much as the message */
import type { Machine, RawRequest, ShellRequest, ShellResult } from '../evaluate/machine.ts';
import { asTrashError } from '../evaluate/try-catch.ts';
import { shownSelector } from '../language/selector.ts';
import type { Persistence } from '../store/persistence.ts';
import { ID } from '../store/store.ts';
import { Block, blockOf } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { type Json, textOf, type Value } from '../values/value.ts';
import { sendToBlock } from './block-messages.ts';
import { Instance } from './instance.ts';
import { findMethod, inherited } from './lookup.ts';
import { Printer } from './print.ts';
import type { Registry } from './registry.ts';
import type { Shell } from './shell-work.ts';
import { type Method, type Receiver, TrashClass } from './trash-class.ts';

/** Deeper than any program that is right; far before JavaScript's own stack ends. */
const MOST_DEEP = 2_000;

const UNDERSCORE = 95;

/** Shows what was printed so far, and waits for a line from whoever is there; null at the end of the input. */
export type ReadLine = (printer: Printer) => string | null;

export interface SpaceParts {
  readonly registry: Registry;
  readonly persistence: Persistence;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The names of all classes that can be loaded. */
  readonly classNames: () => string[];
  readonly readLine: ReadLine | null;
  /** Opened when a method needs bash. */
  readonly openShell: (space: ObjectSpace) => Shell;
}

export class ObjectSpace implements Machine {
  readonly registry: Registry;
  readonly persistence: Persistence;
  readonly printer = new Printer();
  readonly variables: Record<string, string | undefined>;
  /** How often a variable of the environment was changed; and by name, which of the changes was its last. */
  variableChanges = 0;
  readonly changedVariables = new Map<string, number>();
  readonly classNames: SpaceParts['classNames'];
  readonly #openShell: SpaceParts['openShell'];
  readonly #readLine: ReadLine | null;
  #shell: Shell | null = null;
  #depth = 0;
  /** Self of the method that has sent the message which runs now; null: it came from outside. */
  caller: Receiver | null = null;
  /** How the last raw method ended: its caller may ask, as in bash. */
  lastStatus = 0;
  /** What wants to know of each message: the profiler. */
  observer: Observer | null = null;
  /** What ends with the space: streams. */
  readonly atClose: (() => void)[] = [];

  constructor(parts: SpaceParts) {
    this.registry = parts.registry;
    this.persistence = parts.persistence;
    this.variables = { ...parts.environment };
    this.classNames = parts.classNames;
    this.#openShell = parts.openShell;
    this.#readLine = parts.readLine;
  }

  /** @throws TrashError whatever goes wrong, with the way there as its trace */
  send(
    receiver: Value,
    selector: string,
    args: readonly Value[] = [],
    caller: Receiver | null = null,
  ): Value {
    if (receiver instanceof Instance) return this.#sendInstance(receiver, selector, args, caller);
    if (receiver instanceof TrashClass) return this.#sendClass(receiver, selector, args, caller);
    if (receiver instanceof Block) return sendToBlock(receiver, selector, args);
    const meant = this.resolve(textOf(receiver));
    if (meant instanceof Block) return sendToBlock(meant, selector, args);
    return meant instanceof Instance
      ? this.#sendInstance(meant, selector, args, caller)
      : this.#sendClass(meant, selector, args, caller);
  }

  sendSuper(self: Receiver, foundAt: TrashClass, selector: string, args: readonly Value[]): Value {
    const side = self instanceof Instance ? 'instance' : 'class';
    const method = foundAt.superclass && inherited(foundAt.superclass, selector, side);
    if (!method) throw notUnderstood(selector, self);
    return this.#invoke(method, self, args, self);
  }

  /**
   * The object, class or block that a text names; an object comes before a class.
   * @throws TrashError InvalidReceiver, ClassNotFound
   */
  resolve(text: string): Receiver | Block {
    const known = this.persistence.known(text) ?? blockOf(text);
    if (known) return known;
    if (!ID.test(text) || text.includes('..'))
      throw new TrashError('InvalidReceiver', `Invalid receiver: '${text}'`);
    const isCapital = text.charCodeAt(0) < 91;
    const found = isCapital
      ? (this.registry.get(text) ?? this.persistence.load(text))
      : (this.persistence.load(text) ?? this.registry.get(text));
    if (found) return found;
    throw new TrashError('ClassNotFound', `Unknown class: ${text} (Class file not found)`);
  }

  /** @throws TrashError ClassNotFound */
  classNamed(name: string): TrashClass {
    const found = ID.test(name) ? this.registry.get(name) : null;
    if (found) return found;
    throw new TrashError('ClassNotFound', `Unknown class: ${name} (Class file not found)`);
  }

  instanceOf(text: string): Instance | null {
    return this.persistence.load(text);
  }

  /** @throws TrashError NotFound */
  instanceNamed(id: string): Instance {
    const found = this.persistence.load(id);
    if (found) return found;
    throw new TrashError('NotFound', `there is no object ${id}`);
  }

  /** What a message to this receiver would run; null when it is not understood. */
  methodOf(receiver: Receiver, selector: string): Method | null {
    return receiver instanceof Instance
      ? findMethod(this.#current(receiver), selector, { side: 'instance', machine: this })
      : findMethod(receiver, selector, { side: 'class', machine: this });
  }

  /** What objects of a class would run. */
  instanceMethodOf(itsClass: TrashClass, selector: string): Method | null {
    return findMethod(itsClass, selector, { side: 'instance', machine: this });
  }

  /** @throws TrashError NotFound for a variable that its class does not declare */
  getVariable(instance: Instance, name: string): Json {
    return instance.slots[this.#slot(instance, name)] ?? null;
  }

  setVariable(instance: Instance, name: string, value: Json): void {
    instance.slots[this.#slot(instance, name)] = value;
    this.touch(instance);
  }

  touch(instance: Instance): void {
    if (!instance.isDirty) this.persistence.touch(instance);
  }

  getClassVariable(owner: TrashClass, name: string): Json {
    return this.persistence.getKey(keyOf(owner, name)) ?? defaultOf(owner, name);
  }

  setClassVariable(owner: TrashClass, name: string, value: Json): void {
    this.persistence.setKey(keyOf(owner, name), value);
  }

  environment(name: string): string | undefined {
    return this.variables[name];
  }

  /** What `$name` is from now on, here and in bash; undefined: there is none. */
  setEnvironment(name: string, value: string | undefined): void {
    this.variables[name] = value;
    this.changedVariables.set(name, ++this.variableChanges);
  }

  /** @throws TrashError FileError where nobody can be asked */
  readLine(): string | null {
    if (!this.#readLine)
      throw new TrashError(
        'FileError',
        'nobody can be asked for a line here: a message that asks is sent by rhachet send --db FILE, without the daemon',
      );
    // Others are not to wait for what somebody types.
    this.persistence.settle();
    return this.#readLine(this.printer);
  }

  shell(request: ShellRequest): ShellResult {
    return (this.#shell ??= this.#openShell(this)).statement(request);
  }

  raw(request: RawRequest): Value {
    return (this.#shell ??= this.#openShell(this)).method(request);
  }

  close(): void {
    for (const end of this.atClose.splice(0)) end();
    this.#shell?.close();
    this.persistence.close();
  }

  #slot(instance: Instance, name: string): number {
    const slot = this.#current(instance).slotOf.get(name);
    if (slot !== undefined) return slot;
    throw new TrashError(
      'NotFound',
      `variable '${name}' is not declared in ${instance.class.name}`,
    );
  }

  #current(instance: Instance): TrashClass {
    if (!instance.class.isCurrent) this.persistence.renew(instance);
    return instance.class;
  }

  #sendInstance(
    self: Instance,
    selector: string,
    args: readonly Value[],
    caller: Receiver | null,
  ): Value {
    const itsClass = self.class.isCurrent ? self.class : this.#current(self);
    const method =
      itsClass.instanceTable.get(selector) ??
      findMethod(itsClass, selector, { side: 'instance', machine: this });
    if (!method) throw notUnderstood(selector, self);
    return this.#invoke(method, self, args, caller);
  }

  #sendClass(
    self: TrashClass,
    selector: string,
    args: readonly Value[],
    caller: Receiver | null,
  ): Value {
    const current = self.isCurrent ? self : this.classNamed(self.name);
    const method =
      current.classTable.get(selector) ??
      findMethod(current, selector, { side: 'class', machine: this });
    if (!method) throw notUnderstood(selector, current);
    return this.#invoke(method, current, args, caller);
  }

  #invoke(method: Method, self: Receiver, args: readonly Value[], caller: Receiver | null): Value {
    if (method.source.selector.charCodeAt(0) === UNDERSCORE) onlyFromWithin(method, self, caller);
    if (this.#depth >= MOST_DEEP)
      throw new TrashError('DepthExceeded', `messages are nested more than ${MOST_DEEP} deep`);
    const before = this.caller;
    this.caller = caller;
    this.#depth++;
    const end = this.observer?.begin(method, self);
    try {
      return method.run(self, args);
    } catch (error) {
      throw traced(error, method);
    } finally {
      end?.();
      this.#depth--;
      this.caller = before;
    }
  }
}

export interface Observer {
  /** @returns what to call when the message is answered */
  begin(method: Method, self: Receiver): () => void;
}

export const classOf = (self: Receiver): TrashClass =>
  self instanceof Instance ? self.class : self;

function onlyFromWithin({ source }: Method, self: Receiver, caller: Receiver | null): void {
  if (caller !== null && classOf(caller).name === classOf(self).name) return;
  throw new TrashError(
    'PrivateMethod',
    `'${shownSelector(source.selector)}' is private to ${classOf(self).name}`,
  );
}

export const notUnderstood = (selector: string, receiver: Receiver): TrashError =>
  new TrashError(
    'MessageNotUnderstood',
    `Method '${shownSelector(selector)}' not found in ${receiver.referenceText} or its superclasses`,
  );

/** Beyond this many, more of the way tells nobody anything. */
const LONGEST_TRACE = 50;

function traced(error: unknown, { source }: Method): unknown {
  const known = asTrashError(error);
  if (!known) return error;
  if (known.trace.length < LONGEST_TRACE) {
    const name = `${source.owner}.${shownSelector(source.selector)}`;
    known.trace.push(source.place === null ? name : `${name} (${source.place})`);
  }
  return known;
}

const keyOf = (owner: TrashClass, name: string): string => `${owner.name}__cvar__${name}`;

function defaultOf(owner: TrashClass, name: string): Json {
  for (const at of owner.ancestry()) {
    const found = at.parts.classVariables.find((variable) => variable.name === name);
    if (found) return found.default;
  }
  return null;
}
