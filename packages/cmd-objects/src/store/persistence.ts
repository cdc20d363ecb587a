// When objects are read from their rows and written to them.
import { Instance } from '../space/instance.ts';
import { newId, now } from '../space/identity.ts';
import type { Memory } from '../space/memory.ts';
import type { Registry } from '../space/registry.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';
import { jsonFromText, type Json, textOf } from '../values/value.ts';
import { fieldsOf, instanceOfRow, migrate, rowOf } from './row.ts';
import { ID, type Store } from './store.ts';

/**
 * - 'write-through': what a message changed is written before it is answered.
 * - 'session': only `save` writes; what was not saved is gone with the process.
 * - 'write-behind': written together when the process has nothing else to do, and when it closes.
 * In each, a new object has its row before anybody knows its id.
 */
export type Mode = 'write-through' | 'session' | 'write-behind';

export interface PersistenceOptions {
  readonly mode: Mode;
  /** Called when the database is needed for the first time. */
  readonly openStore: () => Store;
  readonly registry: Registry;
  readonly memory: Memory;
}

export class Persistence {
  readonly #options: PersistenceOptions;
  #store: Store | null = null;
  readonly #dirty = new Set<Instance>();
  readonly #keys = new Map<string, Json>();
  readonly #dirtyKeys = new Set<string>();
  #isScheduled = false;
  /** Another process has written: what is in memory may be older than its row, until it is read again. */
  #isOutdated = false;
  /** What went wrong when nobody was there to hear of it: the next message does. */
  #late: TrashError | null = null;
  readonly #atExit = (): void => this.flush();

  constructor(options: PersistenceOptions) {
    this.#options = options;
  }

  get store(): Store {
    if (this.#store) return this.#store;
    const store = this.#options.openStore();
    this.#store = store;
    // From now on a change by others is told from one that was there before.
    store.hasChanged();
    if (this.#options.mode === 'write-behind') process.once('exit', this.#atExit);
    return store;
  }

  known(id: string): Instance | undefined {
    return this.#options.memory.get(id);
  }

  /** From memory, else from its row; null when there is none. */
  load(id: string): Instance | null {
    const { memory, registry } = this.#options;
    const known = memory.get(id);
    if (known) return known;
    if (!ID.test(id)) return null;
    const text = this.store.get(id);
    if (text === null || id.startsWith('__kv__')) return null;
    const fields = fieldsOf(id, text);
    const itsClass = registry.get(fields.class);
    if (!itsClass)
      throw new TrashError('ClassNotFound', `Unknown class: ${fields.class} (of ${id})`);
    const instance = instanceOfRow(id, fields, itsClass);
    instance.stored = text;
    memory.add(instance);
    return instance;
  }

  /** @throws TrashError InvalidArgument for an id that cannot be one, or is taken */
  createAs(itsClass: TrashClass, id: string): Instance {
    if (!ID.test(id))
      throw new TrashError('InvalidArgument', `'${id}' cannot be the id of an object`);
    if (this.store.get(id) !== null)
      throw new TrashError('InvalidArgument', `there is already an object ${id}`);
    return this.#created(itsClass, id);
  }

  create(itsClass: TrashClass): Instance {
    return this.#created(itsClass, newId(itsClass.name));
  }

  touch(instance: Instance): void {
    if (instance.isDirty) return;
    instance.isDirty = true;
    this.#dirty.add(instance);
    if (this.#options.mode === 'write-behind') this.#schedule();
  }

  /** Gives an object the variables of its class as it is now. */
  renew(instance: Instance): void {
    const itsClass = this.#options.registry.get(instance.class.name);
    if (!itsClass) throw new TrashError('ClassNotFound', `Unknown class: ${instance.class.name}`);
    migrate(instance, itsClass);
  }

  save(instance: Instance): void {
    if (instance.isDeleted) throw new TrashError('NotFound', `${instance.id} was deleted`);
    this.#write(instance);
    this.#dirty.delete(instance);
  }

  /** Drops what was not saved. @throws TrashError NotFound without a row */
  reload(instance: Instance): void {
    const text = this.store.get(instance.id);
    if (text === null) throw new TrashError('NotFound', `${instance.id} is not in the store`);
    const fields = fieldsOf(instance.id, text);
    const fresh = instanceOfRow(instance.id, fields, instance.class);
    Object.assign(instance, {
      slots: fresh.slots,
      extra: fresh.extra,
      stored: text,
      isDirty: false,
    });
    this.#dirty.delete(instance);
  }

  delete(instance: Instance): void {
    instance.isDeleted = true;
    this.#dirty.delete(instance);
    this.#options.memory.delete(instance.id);
    this.store.delete(instance.id);
  }

  /** Removes the row alone; the object stays in memory. */
  unpersist(instance: Instance): void {
    this.store.delete(instance.id);
    instance.stored = null;
  }

  /** From memory alone: the row stays, and with it the object. */
  forget(id: string): void {
    const instance = this.#options.memory.get(id);
    if (instance) this.#dirty.delete(instance);
    this.#options.memory.delete(id);
  }

  /** A row as it is; an object of that id in memory is read again when it is next needed. */
  putRow(id: string, json: string): void {
    if (!ID.test(id)) throw new TrashError('InvalidArgument', `'${id}' cannot be the id of a row`);
    this.forget(id);
    this.store.put(id, json);
  }

  deleteRow(id: string): void {
    const instance = this.#options.memory.get(id);
    if (instance) this.delete(instance);
    else this.store.delete(id);
  }

  /** Gives an object the fields of a row. */
  setData(instance: Instance, text: string): void {
    const fresh = instanceOfRow(instance.id, fieldsOf(instance.id, text), instance.class);
    Object.assign(instance, { slots: fresh.slots, extra: fresh.extra });
    this.touch(instance);
  }

  getKey(key: string): Json | undefined {
    if (this.#keys.has(key)) return this.#keys.get(key);
    const text = this.store.getKey(key);
    if (text === null) return undefined;
    const value = jsonFromText(text, true);
    this.#keys.set(key, value);
    return value;
  }

  setKey(key: string, value: Json): void {
    this.#keys.set(key, value);
    if (this.#options.mode === 'session') {
      // Nobody saves a variable of a class.
      this.store.setKey(key, textOf(value));
      return;
    }
    this.#dirtyKeys.add(key);
    if (this.#options.mode === 'write-behind') this.#schedule();
  }

  /** At the beginning of a message: what another process has written is read again. */
  refresh(): void {
    if (!this.#store) return;
    if (!this.#store.hasChanged() && !this.#isOutdated) return;
    this.#isOutdated = this.#dirty.size > 0;
    for (const key of this.#keys.keys()) if (!this.#dirtyKeys.has(key)) this.#keys.delete(key);
    for (const instance of this.#options.memory.all())
      if (!instance.isDirty) this.#options.memory.delete(instance.id);
  }

  /** At the end of a message, and before bash may look. */
  settle(): void {
    const late = this.#late;
    this.#late = null;
    if (late) throw late;
    if (this.#options.mode === 'write-through') this.flush();
    this.#store?.commit();
    this.#options.memory.evict();
  }

  /** @throws TrashError ConflictError when another process changed one of the objects meanwhile */
  flush(): void {
    if (this.#dirty.size === 0 && this.#dirtyKeys.size === 0) return;
    const lost: string[] = [];
    this.store.together(() => {
      if (this.store.hasChanged()) this.#isOutdated = true;
      for (const instance of this.#dirty) {
        if (this.#isOutdated && this.#isOvertaken(instance)) lost.push(instance.id);
        else this.#write(instance);
      }
      this.#dirty.clear();
      for (const key of this.#dirtyKeys) this.store.setKey(key, textOf(this.#keys.get(key)));
      this.#dirtyKeys.clear();
    });
    if (lost.length > 0)
      throw new TrashError('ConflictError', `another process changed ${lost.join(', ')} meanwhile`);
  }

  close(): void {
    process.off('exit', this.#atExit);
    if (this.#options.mode !== 'session') this.flush();
    this.#store?.close();
    this.#store = null;
  }

  #created(itsClass: TrashClass, id: string): Instance {
    const instance = new Instance(id, itsClass, now());
    this.#write(instance);
    this.#options.memory.add(instance);
    return instance;
  }

  #isOvertaken(instance: Instance): boolean {
    if (instance.stored === null || this.store.get(instance.id) === instance.stored) return false;
    instance.isDirty = false;
    this.#options.memory.delete(instance.id);
    return true;
  }

  #write(instance: Instance): void {
    if (instance.isDeleted) return;
    const text = rowOf(instance);
    this.store.put(instance.id, text);
    instance.stored = text;
    instance.isDirty = false;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (!this.#store) return;
      try {
        this.flush();
      } catch (error) {
        if (!(error instanceof TrashError)) throw error;
        this.#late = error;
      }
    });
  }
}
