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

/** Looks once for all questions of one turn of the event loop: they were there when it looked. */
export class OnceATurn implements Watch {
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
      setImmediate(this.#forget);
    }
    return this.#answer;
  }

  settle(): Promise<void> | undefined {
    return this.#watch.settle?.();
  }

  close(): void {
    this.#watch.close();
  }
}
