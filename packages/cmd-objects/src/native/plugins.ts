// The plugins of a runtime: loaded when a class is asked for, again when their file has changed.
import { rmSync } from 'node:fs';
import { cacheDirectory } from './build-shim.ts';
import { cstring } from './memory.ts';
import { oldParts } from './old-plugin.ts';
import { checkTrusted } from '../files/trusted.ts';
import { partsOf, type PluginClass } from './plugin-class.ts';
import { copyOf } from './plugin-file.ts';
import { openShim, type Shim } from './open-shim.ts';
import { parseRegistrations, type Registrations } from './registrations.ts';
import { Session } from './session.ts';
import { stampOf } from '../space/file-stamp.ts';
import { type CodeFile, LatestFiles } from '../space/latest-files.ts';
import type { PluginRow } from '../space/plugin-row.ts';
import type { ClassParts } from '../space/trash-class.ts';
import type { Tools } from './tools.ts';

interface Loaded {
  readonly library: number;
  readonly hash: string;
  readonly classes: readonly PluginClass[];
}

export class Plugins {
  readonly #tools: Tools;
  #session: Session | null = null;
  readonly #files: LatestFiles<Loaded>;

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#files = new LatestFiles({
      error: (path, message) => this.#error(path, message),
      refused: tools.posted,
    });
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
    const { loaded, file: code } = this.#files.get(path, (newer, before) =>
      this.#load(newer, before),
    );
    const found = loaded.classes.find(({ registered }) => registered.name === name);
    if (found) return partsOf({ ...found, file: code }, file);
    const session = this.#opened();
    const old = oldParts({ name, library: loaded.library, file: code, session }, file);
    if (old) return old;
    throw this.#error(path, `it registers no class ${name}`);
  }

  rows(): PluginRow[] {
    return this.#files.all.map(({ file, version, loaded, refused }) => ({
      path: file.path,
      version,
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

  #load(file: CodeFile, before: Loaded | null): Loaded {
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
    return { library, hash, classes };
  }

  /** The class that the file is named after is asked for; the others would not be found. */
  #announce({ path }: CodeFile, classes: readonly PluginClass[]): void {
    const own = path
      .replace(/^.*\//, '')
      .replace(/\.\w+$/, '')
      .replaceAll('__', '::');
    for (const plugin of classes)
      if (plugin.registered.name !== own) this.#tools.registerClass(partsOf(plugin, null));
  }

  /** A library may be opened without any: to find the compiler and the cache needs that of the process. */
  get #environment(): Readonly<Record<string, string | undefined>> {
    return { ...process.env, ...this.#tools.space.variables };
  }

  #trusted(path: string): { copy: string; hash: string } {
    try {
      checkTrusted(path);
      return copyOf(path, cacheDirectory(this.#environment));
    } catch (error) {
      throw this.#error(path, error instanceof Error ? error.message : String(error));
    }
  }

  #opened(): Session {
    if (this.#session) return this.#session;
    let shim: Shim;
    try {
      shim = openShim(this.#environment);
    } catch (error) {
      throw this.#error('libtrashtalk', error instanceof Error ? error.message : String(error));
    }
    const registered = (): void => {
      if (this.#session) this.#registerLate(this.#session);
    };
    return (this.#session = new Session({ tools: this.#tools, ...shim, registered }));
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
