// Keeps the index of a directory up to date until it is closed: builds it again when a file in it changes.
import { type FSWatcher, watch } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type Build, buildIndex } from './build.ts';
import { INDEX_NAME, lookAt } from './index-dir.ts';

/** Editors write in several steps. */
const SETTLE_MS = 50;
/** For file systems that tell nothing, and directories that are reached through a link. */
const POLL_MS = 2000;
/** Looking at many files may take this part of the time at most. */
const POLL_SHARE = 50;

export interface WatchOptions {
  dir: string;
  /** What is indexed already. */
  survey: string;
  onBuilt: (build: Build) => void;
  /** A file that cannot be read, or a directory that is gone; said once for each message. */
  onError: (error: unknown) => void;
}

class Watcher {
  readonly #options: WatchOptions;
  readonly #watching: FSWatcher | undefined;
  #survey: string;
  #said = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#survey = options.survey;
    this.#watching = this.#watch();
    this.#lookIn(POLL_MS);
  }

  #watch(): FSWatcher | undefined {
    const hear = (_: string, name: string | null): void => {
      if (name === null || !basename(name).startsWith(INDEX_NAME)) this.#lookIn(SETTLE_MS);
    };
    try {
      const watching = watch(resolve(this.#options.dir), { recursive: true }, hear);
      return watching.on('error', () => undefined);
    } catch {
      // More directories than this system lets us watch: they are looked at now and then.
      return undefined;
    }
  }

  #lookIn(ms: number): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look(): void {
    const started = performance.now();
    const isSettled = this.#update();
    const cost = performance.now() - started;
    this.#lookIn(isSettled ? Math.max(POLL_MS, cost * POLL_SHARE) : SETTLE_MS);
  }

  /** Whether all was written some time ago; while it was not, nothing is built. */
  #update(): boolean {
    const { dir, onBuilt, onError } = this.#options;
    try {
      const { text, isSettled } = lookAt(resolve(dir));
      if (!isSettled) return false;
      if (text === this.#survey) return true;
      const build = buildIndex(dir);
      this.#survey = build.survey;
      this.#said = '';
      onBuilt(build);
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.#said) onError(error);
      this.#said = message;
    }
    return true;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#watching?.close();
  }
}

/** Keeps the process alive until it is closed. */
export const watchIndex = (options: WatchOptions): { close: () => void } => new Watcher(options);
