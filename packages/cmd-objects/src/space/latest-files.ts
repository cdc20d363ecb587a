// Files of code that are loaded anew when they change: the newest version that could be loaded is the one that runs.
import { stampOf } from './file-stamp.ts';

export interface CodeFile {
  readonly path: string;
  /** Changes with the file. */
  readonly stamp: string;
}

export interface Latest<T> {
  file: CodeFile;
  /** 1 for the first. */
  readonly version: number;
  readonly loaded: T;
  /** Why the file, as it is now, is not what runs. */
  refused: string | null;
}

/** Returns what it is given for a file that is touched, but the same. @throws what `PluginError` is here */
export type LoadCode<T> = (file: CodeFile, before: T | null) => T;

export interface LatestOptions {
  readonly error: (path: string, message: string) => Error;
  /** Is told of a new version that could not be loaded, in a line. */
  readonly refused: (line: string) => void;
}

export class LatestFiles<T> {
  readonly #options: LatestOptions;
  readonly #byPath = new Map<string, Latest<T>>();
  readonly #loading = new Set<string>();

  constructor(options: LatestOptions) {
    this.#options = options;
  }

  get all(): readonly Latest<T>[] {
    return [...this.#byPath.values()];
  }

  /** @throws where no version could be loaded yet */
  get(path: string, load: LoadCode<T>): Latest<T> {
    const stamp = stampOf(path);
    const known = this.#byPath.get(path);
    if (known?.file.stamp === stamp) return known;
    if (this.#loading.has(path))
      throw this.#options.error(path, 'it asks for its class while it is loaded');
    this.#loading.add(path);
    try {
      const loaded = load({ path, stamp }, known?.loaded ?? null);
      const version = known?.loaded === loaded ? known.version : (known?.version ?? 0) + 1;
      const latest = { file: { path, stamp }, version, loaded, refused: null };
      this.#byPath.set(path, latest);
      return latest;
    } catch (error) {
      if (!known) throw error;
      known.file = { path, stamp };
      known.refused = error instanceof Error ? error.message : String(error);
      this.#options.refused(`${known.refused}; version ${known.version} stays\n`);
      return known;
    } finally {
      this.#loading.delete(path);
    }
  }
}
