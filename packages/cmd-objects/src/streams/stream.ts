// Events on their way to a block (push), or kept until somebody asks for the next one (pull).
import { asTrashError } from '../evaluate/try-catch.ts';
import type { Block } from '../values/block.ts';
import type { TrashError } from '../values/trash-error.ts';
import type { Value } from '../values/value.ts';
import type { StreamControl, StreamSource } from './source.ts';

export type StreamState = 'open' | 'ended' | 'failed' | 'cancelled';

export interface StreamOptions {
  /** Is called with each event; null: they are kept. */
  readonly block: Block | null;
  /** Runs what an event sets off, as a message from outside. */
  readonly deliver: (work: () => void) => void;
  /** Once, when nothing more will come. */
  readonly onClose?: (stream: Stream) => void;
  /** As many are kept before the source is asked to wait. */
  readonly most?: number;
}

export class Stream {
  state: StreamState = 'open';
  /** Why it failed. */
  error: TrashError | null = null;
  /** Events so far. */
  count = 0;
  readonly #options: StreamOptions;
  readonly #most: number;
  readonly #kept: Value[] = [];
  readonly #asking: (() => void)[] = [];
  #control: StreamControl | null = null;
  #isPaused = false;
  #hasBlockFailed = false;

  /** @throws TrashError where the source has nothing to begin */
  constructor(source: StreamSource, options: StreamOptions) {
    this.#options = options;
    this.#most = options.most ?? 64;
    const control = source({
      event: (value) => {
        this.#event(value);
      },
      end: () => {
        this.#close('ended', null);
      },
      fail: (error) => {
        this.#close('failed', error);
      },
    });
    this.#control = control;
    // Before there was anybody to tell.
    if (this.#isPaused) control.pause();
    if (this.state === 'cancelled' || this.#hasBlockFailed) control.cancel();
  }

  /** Events that nobody has asked for yet. */
  get kept(): number {
    return this.#kept.length;
  }

  /** Nothing is kept, and nothing more will come. */
  get isAtEnd(): boolean {
    return this.state !== 'open' && this.#kept.length === 0;
  }

  /** The oldest event that is kept; undefined: there is none now. @throws TrashError why it failed, behind the last one */
  next(): Value | undefined {
    const value = this.#kept.shift();
    if (value === undefined) {
      if (this.error) throw this.error;
      return undefined;
    }
    if (this.#isPaused && this.#kept.length <= this.#most / 2) {
      this.#isPaused = false;
      this.#control?.resume();
    }
    return value;
  }

  /** Also of those that nobody has asked for yet. */
  cancel(): void {
    this.#kept.length = 0;
    if (this.state !== 'open') return;
    this.#close('cancelled', null);
    this.#control?.cancel();
  }

  /** For TypeScript, which can wait. @throws TrashError why it failed */
  async *[Symbol.asyncIterator](): AsyncGenerator<Value> {
    try {
      for (;;) {
        const value = this.next();
        if (value !== undefined) yield value;
        else if (this.state === 'open') await new Promise<void>((go) => this.#asking.push(go));
        else return;
      }
    } finally {
      this.cancel();
    }
  }

  #event(value: Value): void {
    if (this.state !== 'open') return;
    this.count++;
    const { block } = this.#options;
    if (block) this.#push(block, value);
    else this.#keep(value);
  }

  #push(block: Block, value: Value): void {
    try {
      this.#options.deliver(() => void block.call([value]));
    } catch (error) {
      const known = asTrashError(error);
      if (!known) throw error;
      this.#hasBlockFailed = true;
      this.#close('failed', known);
      this.#control?.cancel();
    }
  }

  #keep(value: Value): void {
    this.#kept.push(value);
    if (this.#kept.length >= this.#most && !this.#isPaused) {
      this.#isPaused = true;
      this.#control?.pause();
    }
    this.#wake();
  }

  #close(state: StreamState, error: TrashError | null): void {
    if (this.state !== 'open') return;
    this.state = state;
    this.error = error;
    this.#options.onClose?.(this);
    this.#wake();
  }

  #wake(): void {
    for (const go of this.#asking.splice(0)) go();
  }
}
