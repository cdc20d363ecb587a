// Seeing that something has changed, without reading it.

export interface Watch {
  /** Whether something may have changed since the watch was made. Cheap: it is asked with every question. */
  hasChanged: () => boolean;
  /** Resolves when `hasChanged` knows of all that was written before now; absent where it always does. */
  settle?: () => Promise<void> | undefined;
  close: () => void;
}

/** `undefined` where the system cannot tell; the time of every file must be asked for then. */
export type WatchDirs = (dirs: string[]) => Watch | undefined;

/**
 * Looks once for all questions that are answered without a pause, as those of one message are. Not for longer: Bun may take the
 * next request, and with it what was written since, before a `setImmediate` of this one.
 */
export class OnceAtATime implements Watch {
  readonly #watch: Watch;
  #answer: boolean | undefined;
  readonly #forget = (): void => {
    this.#answer = undefined;
  };

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  hasChanged(): boolean {
    if (this.#answer === undefined) {
      this.#answer = this.#watch.hasChanged();
      queueMicrotask(this.#forget);
    }
    return this.#answer;
  }

  close(): void {
    this.#watch.close();
  }
}
