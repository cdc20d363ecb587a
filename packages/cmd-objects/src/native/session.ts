// Between the object space and plugins in C: calls in both directions, and what must hold while they run.
import type { Instance } from '../space/instance.ts';
import type { MethodBody, Receiver, TrashClass } from '../space/trash-class.ts';
import type { Json, Value } from '../values/value.ts';
import { callbacksOf } from './callbacks.ts';
import { Classes } from './classes.ts';
import { Errors } from './errors.ts';
import { Handles } from './handles.ts';
import type { Library } from './ffi.ts';
import { cstring, type Handle, Memory } from './memory.ts';
import { CONTROL, KINDS, NOWHERE, STACK_VALUES } from './shim-table.ts';
import { type SlotMemory, slotsView } from './slots.ts';
import type { Tools } from './tools.ts';
import { Values } from './values.ts';

export interface SessionOptions {
  readonly tools: Tools;
  readonly library: Library;
  /** The path of the shim; '' where plugins find its functions already. */
  readonly path: string;
  /** A plugin registers a class in the middle of a call. */
  readonly registered: () => void;
}

export class Session implements SlotMemory {
  readonly memory: Memory;
  readonly handles: Handles;
  readonly values: Values;
  readonly classes: Classes;
  readonly errors: Errors;
  readonly tools: Tools;
  readonly #library: Library;
  readonly #selectors: string[] = [];
  readonly #table: BigUint64Array;
  #isClosed = false;
  /** How many messages went from C to JavaScript: a test counts. */
  callbacks = 0;

  /** @throws TrashError PluginError where another runtime of this process has plugins */
  constructor({ tools, library, path, registered }: SessionOptions) {
    this.tools = tools;
    this.#library = library;
    this.memory = new Memory(library);
    this.handles = new Handles(
      this.memory,
      () => new tools.TrashError('NotFound', 'this reference is gone, or never was one'),
    );
    this.values = new Values(this.memory, this.handles, tools);
    this.classes = new Classes(this.memory);
    this.errors = new Errors(this.memory, tools);
    this.#table = library.host(callbacksOf(this, registered), () => this.pump());
    const refused = this.memory.functions.tt_open(this.#table, cstring(path));
    if (refused === 1) throw this.#error('another runtime of this process has plugins in C');
    if (refused !== 0) throw this.#error(`${path} cannot be loaded for plugins`);
    tools.whenClassesChange(() => this.memory.functions.tt_caches_clear());
  }

  /** A method in C as one of the object space. */
  method(method: number, foundAt: TrashClass, registered: readonly string[]): MethodBody {
    const bound = this.classes.bind(method, foundAt, registered);
    const body: MethodBody = (self, args) => this.#call(bound.method, self, args);
    this.classes.remember(body, bound);
    return body;
  }

  get(index: number, slot: number): Json {
    if (this.#isClosed) return null;
    this.memory.functions.tt_slot_get(index, slot);
    return this.tools.jsonOf(this.values.get(this.memory.control[CONTROL.TOP] ?? 0));
  }

  set(index: number, slot: number, value: Json): void {
    if (this.#isClosed) return;
    this.values.putJson(this.memory.control[CONTROL.TOP] ?? 0, value);
    this.memory.functions.tt_slot_set(index, slot);
    this.tidy();
  }

  /** What a number of a selector means, in normal form. */
  selector(number: number): string {
    return (this.#selectors[number] ??= this.memory.textFrom(
      this.memory.functions.tt_selector(number),
    ));
  }

  /** Sends what was posted from threads, one message after the other. */
  pump(): void {
    const { control, functions } = this.memory;
    const { space } = this.tools;
    for (;;) {
      const base = control[CONTROL.TOP] ?? 0;
      const count = functions.tt_next_event();
      if (count < 0) return;
      control[CONTROL.TOP] = base + count + 2;
      try {
        const number = control[CONTROL.ANSWER] ?? 0;
        const [receiver = null, ...args] = this.arguments(base, count + 1);
        space.persistence.refresh();
        space.send(receiver, number === 0 ? 'value' : this.selector(number), args);
        space.persistence.settle();
      } catch (error) {
        const known = this.tools.asTrashError(error);
        if (!known) throw error;
        this.tools.posted(`a posted message failed: ${known.type}: ${known.message}\n`);
      } finally {
        control[CONTROL.TOP] = base;
        this.tidy();
      }
    }
  }

  arguments(base: number, count: number): Value[] {
    const args: Value[] = [];
    for (let index = 0; index < count; index++)
      args.push(this.errors.value(base + index, this.values));
    return args;
  }

  /** Gives C the variables of an object, which lie there from then on. */
  adopt(instance: Instance): Handle {
    if (instance.native) return instance.native;
    const handle = this.handles.of(instance, KINDS.OBJECT);
    this.#fill(instance, handle.index, instance.slots);
    instance.native = handle;
    Object.defineProperty(instance, 'slots', {
      configurable: true,
      enumerable: true,
      ...this.#accessors(instance, handle.index),
    });
    return handle;
  }

  #accessors(instance: Instance, index: number): PropertyDescriptor {
    let view = slotsView(this, index, instance.class.layout.length);
    return {
      get: () => view,
      set: (slots: Json[]) => {
        this.#fill(instance, index, slots);
        view = slotsView(this, index, instance.class.layout.length);
      },
    };
  }

  #fill(instance: Instance, index: number, slots: readonly Json[]): void {
    const top = this.memory.control[CONTROL.TOP] ?? 0;
    const count = instance.class.layout.length;
    if (top + count + 2 > STACK_VALUES) throw this.#tooDeep();
    for (let slot = 0; slot < count; slot++) this.values.putJson(top + slot, slots[slot] ?? null);
    this.memory.functions.tt_adopt(index, this.classes.numberOf(instance.class), count);
    this.tidy();
  }

  /** The handle of who gets a message. */
  handleOf(self: Receiver): Handle {
    return this.tools.isInstance(self) ? this.adopt(self) : this.handles.of(self, KINDS.CLASS);
  }

  #call(method: number, self: Receiver, args: readonly Value[]): Value {
    const { control, functions } = this.memory;
    const base = control[CONTROL.TOP] ?? 0;
    if (base + args.length + 2 > STACK_VALUES) throw this.#tooDeep();
    if (this.#isClosed) throw this.#error('the runtime of this plugin was closed');
    const { index } = this.handleOf(self);
    for (let at = 0; at < args.length; at++) {
      // What a list needs on the way lies behind it.
      this.values.put(base + at, args[at]);
    }
    functions.tt_call(method, index, args.length);
    if (control[CONTROL.DIRTY] !== 0) this.#changed(self, index);
    try {
      return this.errors.result(base, this.values);
    } finally {
      this.tidy();
    }
  }

  /** Mostly it is the object itself that a method has changed: to look it up would cost as much as the call. */
  #changed(self: Receiver, index: number): void {
    const { control } = this.memory;
    if (control[CONTROL.DIRTY] !== 1 || control[CONTROL.DIRTY_LIST] !== index) {
      this.drain();
      return;
    }
    control[CONTROL.DIRTY] = 0;
    control[CONTROL.EPOCH] = (control[CONTROL.EPOCH] ?? 0) + 1;
    this.tools.space.touch(self as Instance);
  }

  /** When the outermost call has ended. */
  tidy(): void {
    const { control, functions } = this.memory;
    if (control[CONTROL.DEPTH] !== 0) return;
    if (control[CONTROL.GARBAGE] !== 0) functions.tt_end();
    if (this.handles.hasLent) this.handles.endCall();
    this.errors.endCall();
  }

  /** Tells the space of the objects that C has changed. */
  drain(): void {
    const { control } = this.memory;
    const count = control[CONTROL.DIRTY] ?? 0;
    control[CONTROL.DIRTY] = 0;
    control[CONTROL.EPOCH] = (control[CONTROL.EPOCH] ?? 0) + 1;
    for (let at = 0; at < count; at++) {
      const index = control[CONTROL.DIRTY_LIST + at] ?? 0;
      this.tools.space.touch(this.handles.at(index) as Instance);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.memory.functions.tt_close();
    this.handles.close();
    this.#library.close();
  }

  /** Self of the method in C that runs. */
  get caller(): Receiver | null {
    const index = this.memory.control[CONTROL.CALLER] ?? NOWHERE;
    return index === NOWHERE ? null : (this.handles.at(index) as Receiver);
  }

  #tooDeep(): Error {
    return new this.tools.TrashError('DepthExceeded', 'messages are nested too deep for C');
  }

  #error(message: string): Error {
    return new this.tools.TrashError('PluginError', message);
  }
}
