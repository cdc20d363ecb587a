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

/** Does `work`, and rejects with `BodyRefused` when it takes longer. */
export async function inTime<T>(
  work: (passed: Promise<never>) => Promise<T>,
  ms = SLOWEST_MS,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new BodyRefused('too_slow')), ms);
  });
  // It may pass while nobody waits.
  passed.catch(() => undefined);
  try {
    return await work(passed);
  } finally {
    clearTimeout(timer);
  }
}

async function collect(
  source: BodySource,
  { most, take }: ReadOptions,
  passed: Promise<never>,
): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const chunk = await Promise.race([source.read(), passed]);
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
    return await inTime((passed) => collect(source, options, passed), options.slowestMs);
  } catch (error) {
    source.cancel();
    throw error;
  }
}
