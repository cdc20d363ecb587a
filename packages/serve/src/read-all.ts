// Reads a body that may be longer than we want it to be, or come more slowly, while others do the same.
import { BodyRefused } from './types.ts';

export interface BodySource {
  /** The next bytes; `undefined` at the end. */
  read: () => Promise<Uint8Array | undefined>;
  /** Nothing more is wanted. */
  cancel: () => void;
}

/** Milliseconds for a whole body: who sends a byte now and then must not hold what it has sent for ever. */
const SLOWEST_MS = 30_000;

/** Bytes of all bodies that are being read or answered at once; a single one may have as many as its own limit. */
const MOST_HELD = 64 * 1024 * 1024;

/** What all requests of a server hold in memory. */
export class Held {
  #bytes = 0;

  take(bytes: number, most: number): void {
    if (this.#bytes > 0 && this.#bytes + bytes > Math.max(MOST_HELD, most))
      throw new BodyRefused('too_many');
    this.#bytes += bytes;
  }

  release(bytes: number): void {
    this.#bytes -= bytes;
  }
}

export interface ReadOptions {
  most: number;
  /** As the header says it. */
  length: string | null | undefined;
  /** Called before bytes are kept; may throw. */
  take: (bytes: number) => void;
  slowestMs?: number;
}

interface Waiting {
  /** Of `performance.now()`. */
  until: number;
  give: (up: BodyRefused) => void;
}

/** Waits of all requests, looked at by one timer: one for each would cost more than a small body. */
class Waits {
  readonly #waiting = new Set<Waiting>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** What `work` comes to, or `BodyRefused` when that takes longer. */
  bound<T>(work: Promise<T>, ms: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const one = { until: performance.now() + ms, give: reject };
      this.#waiting.add(one);
      this.#timer ??= setInterval(() => this.#look(), Math.min(ms, 1000));
      const end = (): void => void this.#waiting.delete(one);
      work.then(
        (value) => {
          end();
          resolve(value);
        },
        (error: unknown) => {
          end();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  #look(): void {
    const now = performance.now();
    for (const one of this.#waiting) {
      if (one.until > now) continue;
      this.#waiting.delete(one);
      one.give(new BodyRefused('too_slow'));
    }
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

const waits = new Waits();

export const inTime = <T>(work: Promise<T>, ms = SLOWEST_MS): Promise<T> => waits.bound(work, ms);

async function collect(source: BodySource, { most, take }: ReadOptions): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const chunk = await source.read();
    if (chunk === undefined) break;
    size += chunk.length;
    if (size > most) throw new BodyRefused('too_large');
    take(chunk.length);
    read.push(chunk);
  }
  const [first] = read;
  return read.length === 1 && first ? first : Buffer.concat(read);
}

/** Rejects with `BodyRefused` as soon as it is clear that the body is not wanted. */
export async function readAll(source: BodySource, options: ReadOptions): Promise<Uint8Array> {
  try {
    if (Number(options.length ?? 0) > options.most) throw new BodyRefused('too_large');
    return await inTime(collect(source, options), options.slowestMs);
  } catch (error) {
    source.cancel();
    throw error;
  }
}
