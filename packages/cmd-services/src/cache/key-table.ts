// Finds the few rules and services that a request could mean: keys, hashed and sorted, each with the numbers it leads to.

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over UTF-16 units. Two texts may share a hash: whoever finds something by it looks again. */
export function hashText(text: string): number {
  let hash = FNV_START;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  }
  return hash >>> 0;
}

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

/** What a key leads to, and perhaps what another key with its hash leads to. */
export function find({ hashes, starts, numbers }: KeyTable, key: string): Uint32Array {
  const wanted = hashText(key);
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  if (hashes[low] !== wanted) return numbers.subarray(0, 0);
  return numbers.subarray(starts[low], starts[low + 1]);
}
