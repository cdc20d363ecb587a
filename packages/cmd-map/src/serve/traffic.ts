// What the protocol calls its triggers: when callers would be better off with CBOR. Advice only: `Accept` decides.

const WINDOW_MS = 60_000;

/** Who may follow advice about a minute need not hear it with every answer of it. */
const SAY_AGAIN_MS = 1000;

/** Bytes of one answer. */
const LARGE_ANSWER = 1024 * 1024;
/** In a minute. */
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_QUERIES = 1000;

/** Families from which on, beyond the number itself, CBOR is the better default. */
const MANY_FAMILIES = 1000;

export class Traffic {
  readonly #now: () => number;
  #since: number;
  #queries = 0;
  #bytes = 0;
  #saidAt = -Infinity;

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  /** Counts an answer in JSON; returns why CBOR would be better, if it would. */
  count(queries: number, bytes: number): string | undefined {
    const now = this.#now();
    if (now - this.#since > WINDOW_MS) {
      this.#since = now;
      this.#queries = 0;
      this.#bytes = 0;
    }
    this.#queries += queries;
    this.#bytes += bytes;
    if (bytes > LARGE_ANSWER) return `an answer of ${bytes} bytes`;
    const why = this.#ofMinute();
    if (why === undefined || now - this.#saidAt < SAY_AGAIN_MS) return undefined;
    this.#saidAt = now;
    return why;
  }

  #ofMinute(): string | undefined {
    if (this.#bytes > MOST_BYTES) return 'more than 10 MB in a minute';
    return this.isBusy ? 'more than 1000 queries in a minute' : undefined;
  }

  get isBusy(): boolean {
    return this.#queries > MOST_QUERIES;
  }

  /** The matrix of the protocol: 1000 families are not yet many, and a busy caller is beside the point of size. */
  prefersCbor(families: number): boolean {
    return families > MANY_FAMILIES || this.isBusy;
  }
}
