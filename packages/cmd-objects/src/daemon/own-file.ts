// The file by which clients find a daemon: it may be removed under it, and another daemon may put its own there.
import { lstatSync, rmSync } from 'node:fs';

/** How often it is looked at. */
const EVERY_MS = 5_000;

/** A number of a file is given again, so that alone does not tell one from the next. */
function markOf(path: string): string | null {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.birthtimeMs}` : null;
}

export class OwnFile {
  readonly #path: string;
  readonly #mark: string | null;
  #timer: NodeJS.Timeout | undefined;

  /** The file as it is now is the own one. */
  constructor(path: string) {
    this.#path = path;
    this.#mark = markOf(path);
  }

  /** There is another one in its place. */
  get isTaken(): boolean {
    const now = markOf(this.#path);
    return now !== null && now !== this.#mark;
  }

  /** Calls `then`, now and then, while it is not there. */
  whileGone(then: () => void): void {
    this.#timer = setInterval(() => {
      if (markOf(this.#path) !== this.#mark) then();
    }, EVERY_MS);
  }

  remove(): void {
    clearInterval(this.#timer);
    if (!this.isTaken) rmSync(this.#path, { force: true });
  }
}
