// The weights of all classes as they are stored: by feature, one byte each, without those that hardly count.
import { BUCKETS } from './features.ts';
import { type Rarity, STEP } from './matrix.ts';
import type { Machine } from './svm.ts';

/** Weights below this change no decision: their sum over a text stays below what separates two classes. */
const NEGLIGIBLE = 0.01;
/** So that a model stays below 1.5 MB with a hundred examples for each of 150 services. */
const MOST_WEIGHTS = 480_000;
/** A feature of more classes than this tells none of them apart, and a text must not cost more than this for each. */
const MOST_PER_BUCKET = 256;

const BYTE = 127;

/** The weights of one class that count, each with the rarity of its feature. */
export interface Sparse {
  buckets: Uint16Array;
  /** What each is worth keeping: its weight without the rarity, because a rare feature is seldom there to count. */
  worth: Float32Array;
  values: Float32Array;
  threshold: number;
}

export function sparse({ weights, threshold }: Machine, rarity: Rarity): Sparse {
  const buckets: number[] = [];
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const value = weights[bucket] ?? 0;
    if (value !== 0 && Math.abs(value) >= NEGLIGIBLE * (rarity[bucket] ?? 0) * STEP)
      buckets.push(bucket);
  }
  const values = Float32Array.from(buckets, (bucket) => weights[bucket] ?? 0);
  const worth = values.map((value, i) => Math.abs(value) / (rarity[buckets[i] ?? 0] ?? 1));
  return { buckets: Uint16Array.from(buckets), values, worth, threshold };
}

export interface Weights {
  /** Where the entries of each bucket begin; one more than there are buckets. */
  starts: Uint32Array;
  /** Class of each entry: one byte where there are at most 256 classes. */
  classes: Uint8Array | Uint16Array;
  /** Times the scale of the class. */
  values: Int8Array;
  scales: Float32Array;
  thresholds: Float32Array;
}

interface Entry {
  cls: number;
  value: number;
}

/** The value that so many weights exceed. */
function cutOff(all: Sparse[]): number {
  const total = all.reduce((sum, { values }) => sum + values.length, 0);
  if (total <= MOST_WEIGHTS) return 0;
  const sizes = new Float32Array(total);
  let at = 0;
  for (const { worth } of all) {
    sizes.set(worth, at);
    at += worth.length;
  }
  sizes.sort();
  return sizes[total - MOST_WEIGHTS] ?? 0;
}

function entriesByBucket(all: Sparse[]): Entry[][] {
  const least = cutOff(all);
  const rows: Entry[][] = Array.from({ length: BUCKETS }, () => []);
  all.forEach(({ buckets, values, worth }, cls) => {
    values.forEach((value, i) => {
      if ((worth[i] ?? 0) >= least) rows[buckets[i] ?? 0]?.push({ cls, value });
    });
  });
  return rows.map((row) => (row.length > MOST_PER_BUCKET ? strongest(row) : row));
}

const strongest = (row: Entry[]): Entry[] =>
  row
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.cls - b.cls)
    .slice(0, MOST_PER_BUCKET)
    .sort((a, b) => a.cls - b.cls);

const largest = ({ values }: Sparse): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

export function store(all: Sparse[]): Weights {
  const rows = entriesByBucket(all);
  const starts = new Uint32Array(BUCKETS + 1);
  rows.forEach((row, bucket) => (starts[bucket + 1] = (starts[bucket] ?? 0) + row.length));
  const length = starts[BUCKETS] ?? 0;
  const scales = Float32Array.from(all, (one) => largest(one) / BYTE || 1);
  const classes = all.length <= 256 ? new Uint8Array(length) : new Uint16Array(length);
  const values = new Int8Array(length);
  rows.flat().forEach(({ cls, value }, i) => {
    classes[i] = cls;
    values[i] = Math.round(value / (scales[cls] ?? 1));
  });
  return {
    starts,
    classes,
    values,
    scales,
    thresholds: Float32Array.from(all, (o) => o.threshold),
  };
}
