// Follows a registry file while a process serves it: a good change takes its place, a bad one leaves the last good one.
import { watch } from 'node:fs';
import { files } from '#files';
import { routesFor } from '../cache/routes-for.ts';
import type { Routes } from '../cache/routes.ts';
import { decodeRegistry, loadRegistry } from './load.ts';
import type { Finding, Registry } from './types.ts';

export interface WatchOptions {
  /** Absolute path. */
  source: string;
  /** The hash of what is in use. */
  hash: string;
  /** Makes the routes of what was read; in this process unless given. */
  compile?: (registry: Registry) => Promise<Routes>;
  onChange: (routes: Routes, findings: Finding[]) => void;
  /** A file that cannot be read, is invalid, or is gone; said once for each content. */
  onError: (error: unknown) => void;
}

export interface Watching {
  /** Looks at once; resolves when what it found is in use or was said to be wrong. */
  check: () => Promise<void>;
  close: () => void;
}

/** Editors write in several steps. */
const SETTLE_MS = 50;
/** For file systems that tell nothing, and files that are replaced through a link of a parent directory. */
const POLL_MS = 2000;

class Watcher {
  readonly #options: WatchOptions;
  #seen: string;
  #checking: Promise<void> = Promise.resolve();

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#seen = options.hash;
  }

  check(): Promise<void> {
    this.#checking = this.#checking.then(() => this.#look());
    return this.#checking;
  }

  async #look(): Promise<void> {
    const { source, compile = routesFor, onChange, onError } = this.#options;
    try {
      const bytes = await files.read(source);
      const hash = files.sha256(bytes);
      if (hash === this.#seen) return;
      this.#seen = hash;
      const { registry, findings } = loadRegistry(decodeRegistry(bytes, source), { source, hash });
      onChange(await compile(registry), findings);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' && this.#seen === '') return;
      if (code === 'ENOENT') this.#seen = '';
      onError(error);
    }
  }
}

/** Watches until it is closed; does not keep the process alive. */
export function watchRegistry(options: WatchOptions): Watching {
  const { source } = options;
  const watcher = new Watcher(options);
  let settling: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(settling);
    settling = setTimeout(() => void watcher.check(), SETTLE_MS);
  };
  // The directory: an editor that renames would leave a watch of the file on what is gone.
  const watching = watch(
    source.slice(0, source.lastIndexOf('/')) || '/',
    { persistent: false },
    soon,
  );
  watching.on('error', () => undefined);
  const poll = setInterval(() => void watcher.check(), POLL_MS);
  poll.unref();
  return {
    check: () => watcher.check(),
    close: () => {
      clearTimeout(settling);
      clearInterval(poll);
      watching.close();
    },
  };
}
