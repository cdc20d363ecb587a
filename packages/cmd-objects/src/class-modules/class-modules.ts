// Classes in TypeScript beside the class files: loaded when a message needs one, again when its file has changed.
import { classFromDefinition } from '../classes/define.ts';
import { checkTrusted } from '../files/trusted.ts';
import * as library from './library.ts';
import { LatestFiles } from '../space/latest-files.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { overFile } from '../space/over-file.ts';
import type { PluginRow } from '../space/plugin-row.ts';
import type { ClassParts } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';
import { checkedDefinition } from './checked.ts';
import { guardedParts } from './guarded.ts';
import { loadDefault } from './load.ts';

interface ClassModule {
  readonly hash: string;
  readonly name: string;
  readonly parts: ClassParts;
}

const LARGEST = 1024 * 1024;

export class ClassModules {
  readonly #space: () => ObjectSpace;
  readonly #files: LatestFiles<ClassModule>;

  constructor(space: () => ObjectSpace) {
    this.#space = space;
    this.#files = new LatestFiles({
      error: pluginError,
      refused: (line) => this.#space().printer.printError(line),
    });
  }

  /**
   * @param file what the `.trash` file of the class says, where there is one
   * @throws TrashError PluginError
   */
  partsFor(name: string, path: string, file: ClassParts | null): ClassParts {
    const { file: code, loaded } = this.#files.get(path, (_, before) =>
      this.#load(name, path, before),
    );
    return overFile(loaded.parts, file, code);
  }

  rows(): PluginRow[] {
    return this.#files.all.map(({ file, version, loaded, refused }) => ({
      path: file.path,
      version,
      hash: loaded.hash,
      classes: [loaded.name],
      refused,
    }));
  }

  #load(name: string, path: string, before: ClassModule | null): ClassModule {
    try {
      checkTrusted(path);
      const hash = hashOf(path);
      if (hash === before?.hash) return before;
      const definition = checkedDefinition(loadDefault(path, library), name);
      const reason = path.replace(/^.*\//, '');
      const parts = classFromDefinition(definition, { reason, space: this.#space });
      return { hash, name, parts: guardedParts(parts) };
    } catch (error) {
      if (error instanceof TrashError) throw error;
      throw pluginError(path, error instanceof Error ? error.message : String(error));
    }
  }
}

const pluginError = (path: string, message: string): TrashError =>
  new TrashError('PluginError', `${path}: ${message}`);

/** @throws Error for one that is too large */
function hashOf(path: string): string {
  const { readFileSync, statSync } = process.getBuiltinModule('node:fs');
  const { createHash } = process.getBuiltinModule('node:crypto');
  if (statSync(path).size > LARGEST) throw new Error(`it is larger than ${LARGEST} bytes`);
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
