// The plugins of a runtime: loaded when a class is asked for, again when their file has changed.
import { rmSync } from 'node:fs';
import { builtShim, cacheDirectory } from './build-shim.ts';
import { ffi } from '#ffi';
import { cstring } from './memory.ts';
import { oldParts } from './old-plugin.ts';
import { partsOf, type PluginClass, type PluginFile } from './plugin-class.ts';
import { checkTrusted, copyOf } from './plugin-file.ts';
import { parseRegistrations, type Registrations } from './registrations.ts';
import { Session } from './session.ts';
import { stampOf } from '../space/file-stamp.ts';
import type { ClassParts } from '../space/trash-class.ts';
import type { Tools } from './tools.ts';

interface Loaded {
  readonly library: number;
  readonly hash: string;
  /** 1 for the first. */
  readonly version: number;
  readonly classes: readonly PluginClass[];
}

interface Plugin {
  file: PluginFile;
  loaded: Loaded;
  /** Why the file, as it is now, is not what runs. */
  refused: string | null;
}

export interface PluginRow {
  readonly path: string;
  readonly version: number;
  readonly hash: string;
  readonly classes: readonly string[];
  readonly refused: string | null;
}

export class Plugins {
  readonly #tools: Tools;
  #session: Session | null = null;
  readonly #byPath = new Map<string, Plugin>();
  readonly #loading = new Set<string>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  get session(): Session | null {
    return this.#session;
  }

  /**
   * The class of a plugin. Other classes that it has registered are there from now on, too.
   * @param file what the `.trash` file of the class says, where there is one
   * @throws TrashError PluginError
   */
  partsFor(name: string, path: string, file: ClassParts | null): ClassParts {
    const plugin = this.#upToDate(path);
    const found = plugin.loaded.classes.find(({ registered }) => registered.name === name);
    if (found) return partsOf({ ...found, file: plugin.file }, file);
    const session = this.#opened();
    const old = oldParts(
      { name, library: plugin.loaded.library, file: plugin.file, session },
      file,
    );
    if (old) return old;
    throw this.#error(path, `it registers no class ${name}`);
  }

  rows(): PluginRow[] {
    return [...this.#byPath].map(([path, { loaded, refused }]) => ({
      path,
      version: loaded.version,
      hash: loaded.hash,
      classes: loaded.classes.map(({ registered }) => registered.name),
      refused,
    }));
  }

  /** The objects and blocks that plugins hold, and how often. */
  refs(): { readonly name: string; readonly refs: number }[] {
    return this.#session?.handles.refs() ?? [];
  }

  /** Sends what threads have posted, while there is a store to write to. */
  finish(): void {
    this.#session?.pump();
  }

  close(): void {
    this.#session?.close();
    this.#session = null;
  }

  /** A new version that cannot be loaded is refused, and the old one stays. */
  #upToDate(path: string): Plugin {
    const stamp = stampOf(path);
    const known = this.#byPath.get(path);
    if (known?.file.stamp === stamp) return known;
    if (this.#loading.has(path))
      throw this.#error(path, 'it asks for its class while it is loaded');
    const file = { path, stamp };
    this.#loading.add(path);
    try {
      const loaded = this.#load(file, known?.loaded ?? null);
      const plugin = { file, loaded, refused: null };
      this.#byPath.set(path, plugin);
      return plugin;
    } catch (error) {
      if (!known) throw error;
      known.file = file;
      known.refused = error instanceof Error ? error.message : String(error);
      this.#tools.posted(`${known.refused}; version ${known.loaded.version} stays\n`);
      return known;
    } finally {
      this.#loading.delete(path);
    }
  }

  #load(file: PluginFile, before: Loaded | null): Loaded {
    const session = this.#opened();
    const { functions } = session.memory;
    const { copy, hash } = this.#trusted(file.path);
    if (hash === before?.hash) {
      rmSync(copy);
      return before;
    }
    const library = functions.tt_load(cstring(copy));
    rmSync(copy);
    const registrations = this.#registered(session);
    session.tidy();
    if (library < 0)
      throw this.#error(
        file.path,
        session.memory.textFrom(functions.tt_message()).replace(copy, file.path),
      );
    if (registrations.refused !== null) throw this.#error(file.path, registrations.refused);
    if (before) functions.tt_retire(before.library);
    const classes = registrations.classes.map((registered) => ({ registered, file, session }));
    this.#announce(file, classes);
    return { library, hash, version: (before?.version ?? 0) + 1, classes };
  }

  /** The class that the file is named after is asked for; the others would not be found. */
  #announce({ path }: PluginFile, classes: readonly PluginClass[]): void {
    const own = path
      .replace(/^.*\//, '')
      .replace(/\.\w+$/, '')
      .replaceAll('__', '::');
    for (const plugin of classes)
      if (plugin.registered.name !== own) this.#tools.registerClass(partsOf(plugin, null));
  }

  #trusted(path: string): { copy: string; hash: string } {
    try {
      checkTrusted(path);
      return copyOf(path, cacheDirectory(this.#tools.space.variables));
    } catch (error) {
      throw this.#error(path, error instanceof Error ? error.message : String(error));
    }
  }

  #opened(): Session {
    if (this.#session) return this.#session;
    let path: string;
    try {
      path = builtShim(this.#tools.space.variables);
    } catch (error) {
      throw this.#error('libtrashtalk', error instanceof Error ? error.message : String(error));
    }
    const library = ffi.open(path);
    const registered = (): void => {
      if (this.#session) this.#registerLate(this.#session);
    };
    return (this.#session = new Session({ tools: this.#tools, library, path, registered }));
  }

  #registered({ memory }: Session): Registrations {
    const read = parseRegistrations(memory.textFrom(memory.functions.tt_registrations()));
    memory.functions.tt_registrations_clear();
    return read;
  }

  /** TT_RegisterClass in the middle of a call. */
  #registerLate(session: Session): void {
    const { classes, refused } = this.#registered(session);
    if (refused !== null) throw this.#error('a plugin', refused);
    const file = { path: 'a plugin', stamp: stampOf('a plugin') };
    for (const registered of classes)
      this.#tools.registerClass(partsOf({ registered, file, session }, null));
  }

  #error(path: string, message: string): Error {
    return new this.#tools.TrashError('PluginError', `${path}: ${message}`);
  }
}
