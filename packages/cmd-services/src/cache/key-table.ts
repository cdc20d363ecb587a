// Finds the few rules and services that a request could mean: keys, hashed and sorted, each with the numbers it leads to.

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Goes on from the hash of what stands before. */
export const hashOn = (hash: number, unit: number): number => Math.imul(hash ^ unit, FNV_PRIME);

/** FNV-1a over UTF-16 units, not yet unsigned. */
export function hashStart(text: string): number {
  let hash = FNV_START;
  for (let i = 0; i < text.length; i += 1) hash = hashOn(hash, text.charCodeAt(i));
  return hash;
}

/** Two texts may share a hash: whoever finds something by it looks again. */
export const hashText = (text: string): number => hashStart(text) >>> 0;

export interface KeyTable {
  /** Hashes, ascending, each once. */
  hashes: Uint32Array;
  /** Where the numbers of each hash begin in `numbers`; one more than there are hashes. */
  starts: Uint32Array;
  numbers: Uint32Array;
}

/** Collects keys and what they lead to. */
export class KeyTableBuilder {
  readonly #numbers = new Map<number, number[]>();

  add(key: string, number: number): void {
    const hash = hashText(key);
    const known = this.#numbers.get(hash);
    if (known === undefined) this.#numbers.set(hash, [number]);
    else if (known.at(-1) !== number) known.push(number);
  }

  build(): KeyTable {
    const sorted = [...this.#numbers].sort(([a], [b]) => a - b);
    const starts = new Uint32Array(sorted.length + 1);
    sorted.forEach(([, numbers], i) => (starts[i + 1] = (starts[i] ?? 0) + numbers.length));
    return {
      hashes: Uint32Array.from(sorted, ([hash]) => hash),
      starts,
      numbers: Uint32Array.from(sorted.flatMap(([, numbers]) => numbers)),
    };
  }
}

/** Where a hash is among the keys; -1 where it is not. */
export function placeOf({ hashes }: KeyTable, hash: number): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  return hashes[low] === hash ? low : -1;
}

/** What the key at a place leads to, and perhaps what another key with its hash leads to; nothing for -1. */
export const numbersAt = ({ starts, numbers }: KeyTable, place: number): Uint32Array =>
  numbers.subarray(starts[place] ?? 0, starts[place + 1] ?? 0);

export const find = (table: KeyTable, key: string): Uint32Array => {
  const place = placeOf(table, hashText(key));
  return place === -1 ? table.numbers.subarray(0, 0) : numbersAt(table, place);
};
