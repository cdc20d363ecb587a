// Records that are found by a text without reading the others: a table of hashes, and behind it a JSON line for each
// record, `[key, value]`, in the order in which they were given.
import { type OpenFile, type Place, sumOf } from './open-file.ts';

export interface KeyedPlace {
  table: Place;
  lines: Place;
}

/** Of a record: hash of the key, first byte in the lines, bytes, their sum. */
const WORDS = 4;

/** FNV-1a over UTF-16 units, 32 bits. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

export interface Keyed {
  table: Buffer;
  lines: Buffer;
}

export function encodeKeyed(records: Iterable<[key: string, value: unknown]>): Keyed {
  const lines: Buffer[] = [];
  const places: [hash: number, at: number, length: number, sum: number][] = [];
  let at = 0;
  for (const record of records) {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    places.push([hashOf(record[0]), at, line.length, sumOf(line)]);
    lines.push(line);
    at += line.length;
  }
  const sorted = places.sort(([a], [b]) => a - b).flat();
  return { table: Buffer.from(Uint32Array.from(sorted).buffer), lines: Buffer.concat(lines) };
}

const KEY = /^\[("(?:[^"\\]|\\.)*")/;

export class KeyedReader<T> {
  readonly #file: OpenFile;
  readonly #place: KeyedPlace;
  #loaded: Uint32Array | undefined;

  constructor(file: OpenFile, place: KeyedPlace) {
    this.#file = file;
    this.#place = place;
  }

  get #table(): Uint32Array {
    if (this.#loaded) return this.#loaded;
    const { buffer } = this.#file.read(this.#place.table);
    return (this.#loaded = new Uint32Array(buffer));
  }

  /** The first record whose hash is no smaller. */
  #lowerBound(hash: number): number {
    const table = this.#table;
    let low = 0;
    let high = table.length / WORDS;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((table[middle * WORDS] ?? 0) < hash) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get(key: string): T | undefined {
    const table = this.#table;
    const hash = hashOf(key);
    for (let at = this.#lowerBound(hash) * WORDS; table[at] === hash; at += WORDS) {
      const [, from = 0, length = 0, sum = 0] = table.subarray(at, at + WORDS);
      const place: Place = [this.#place.lines[0] + from, length, sum];
      const [found, value] = this.#file.json(place) as [string, T];
      if (found === key) return value;
    }
    return undefined;
  }

  #lines(): string[] {
    const lines = this.#file.read(this.#place.lines).toString().split('\n');
    lines.pop();
    return lines;
  }

  keys(): string[] {
    return this.#lines().map((line) => this.#file.parse(KEY.exec(line)?.[1] ?? '') as string);
  }

  all(): [key: string, value: T][] {
    return this.#lines().map((line) => this.#file.parse(line) as [string, T]);
  }
}
