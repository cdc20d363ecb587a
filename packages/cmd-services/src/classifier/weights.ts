// The weights of all classes as they are stored: by feature, one byte each, without those that hardly count.
import { BUCKETS } from './features.ts';
import { type Rarity, STEP } from './matrix.ts';
import type { Machine } from './svm.ts';

/** Weights below this change no decision: their sum over a text stays below what separates two classes. */
const NEGLIGIBLE = 0.01;
/** So that a model stays below 1.5 MB with a hundred examples for each of 150 services. */
const MOST_WEIGHTS = 480_000;
/** Above so many classes a feature of many of them tells none apart, and a text must not cost all of them for each. */
export const MANY_CLASSES = 256;
const MOST_PER_BUCKET = 100;

const BYTE = 127;

/** The weights of one class that count, each with the rarity of its feature. */
export interface Sparse {
  buckets: Uint16Array;
  /** What each is worth keeping: its weight without the rarity, because a rare feature is seldom there to count. */
  worth: Float32Array;
  values: Float32Array;
  threshold: number;
}

/** `touched`: the buckets that can have a weight, each once. */
export function sparse(
  { weights, threshold }: Machine,
  touched: Uint16Array,
  rarity: Rarity,
): Sparse {
  const buckets = touched.filter((bucket) => {
    const value = weights[bucket] ?? 0;
    return value !== 0 && Math.abs(value) >= NEGLIGIBLE * (rarity[bucket] ?? 0) * STEP;
  });
  const values = Float32Array.from(buckets, (bucket) => weights[bucket] ?? 0);
  const worth = values.map((value, i) => Math.abs(value) / (rarity[buckets[i] ?? 0] ?? 1));
  return { buckets, values, worth, threshold };
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

/** The worth that so many weights exceed. */
function leastWorth(all: Sparse[]): number {
  const total = all.reduce((sum, { worth }) => sum + worth.length, 0);
  if (total <= MOST_WEIGHTS) return 0;
  const sizes = new Float32Array(total);
  let at = 0;
  for (const { worth } of all) {
    sizes.set(worth, at);
    at += worth.length;
  }
  return inOrder(sizes, total - MOST_WEIGHTS);
}

/** Where among the counts a rank falls, and what is left of it there. */
function binOf(counts: Uint32Array, rank: number): { bin: number; rest: number } {
  let rest = rank;
  let bin = 0;
  while (rest >= (counts[bin] ?? Infinity)) {
    rest -= counts[bin] ?? 0;
    bin += 1;
  }
  return { bin, rest };
}

/**
 * The number that would stand at a place if they were sorted. Numbers from 0 up are in the order of their bits, so that
 * counting the upper and then the lower half of them is enough: to sort the millions of 10,000 classes takes seconds.
 */
function inOrder(numbers: Float32Array, place: number): number {
  const bits = new Uint32Array(numbers.buffer);
  const counts = new Uint32Array(1 << 16);
  const count = (half: number): void => {
    counts[half] = (counts[half] ?? 0) + 1;
  };
  for (const one of bits) count(one >>> 16);
  const { bin: upper, rest } = binOf(counts, place);
  counts.fill(0);
  for (const one of bits) if (one >>> 16 === upper) count(one & 0xffff);
  const { bin: lower } = binOf(counts, rest);
  return new Float32Array(Uint32Array.of(upper * 0x10000 + lower).buffer)[0] ?? 0;
}

type See = (cls: number, bucket: number, value: number) => void;

/** Calls `see` for every weight that is kept, class by class. */
type EachKept = (see: See) => void;

const eachWorth =
  (all: Sparse[], least: number): EachKept =>
  (see) => {
    for (const [cls, { buckets, values, worth }] of all.entries()) {
      for (let i = 0; i < buckets.length; i += 1) {
        if ((worth[i] ?? 0) >= least) see(cls, buckets[i] ?? 0, values[i] ?? 0);
      }
    }
  };

function countsOf(each: EachKept): Uint32Array {
  const counts = new Uint32Array(BUCKETS);
  each((_, bucket) => (counts[bucket] = (counts[bucket] ?? 0) + 1));
  return counts;
}

/** Of each bucket, the size that a weight must exceed: many that weigh the same there tell none of their classes apart. */
function crowdLimits(each: EachKept, counts: Uint32Array): Float32Array {
  const limits = new Float32Array(BUCKETS);
  const crowds = new Map<number, number[]>();
  counts.forEach((count, bucket) => {
    if (count > MOST_PER_BUCKET) crowds.set(bucket, []);
  });
  if (crowds.size === 0) return limits;
  each((_, bucket, value) => crowds.get(bucket)?.push(Math.abs(value)));
  for (const [bucket, sizes] of crowds) {
    limits[bucket] =
      Float32Array.from(sizes)
        .sort()
        .at(-MOST_PER_BUCKET - 1) ?? 0;
  }
  return limits;
}

/** All that are worth it and are not lost in a crowd. */
function kept(all: Sparse[]): EachKept {
  const each = eachWorth(all, leastWorth(all));
  if (all.length <= MANY_CLASSES) return each;
  const limits = crowdLimits(each, countsOf(each));
  return (see) => {
    each((cls, bucket, value) => {
      if (Math.abs(value) > (limits[bucket] ?? 0)) see(cls, bucket, value);
    });
  };
}

const largest = ({ values }: Sparse): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function startsOf(each: EachKept): Uint32Array {
  const starts = new Uint32Array(BUCKETS + 1);
  countsOf(each).forEach((count, bucket) => (starts[bucket + 1] = (starts[bucket] ?? 0) + count));
  return starts;
}

export function store(all: Sparse[]): Weights {
  const each = kept(all);
  const starts = startsOf(each);
  const length = starts[BUCKETS] ?? 0;
  const scales = Float32Array.from(all, (one) => largest(one) / BYTE || 1);
  const classes = all.length <= MANY_CLASSES ? new Uint8Array(length) : new Uint16Array(length);
  const values = new Int8Array(length);
  const next = starts.slice();
  each((cls, bucket, value) => {
    const at = next[bucket] ?? 0;
    next[bucket] = at + 1;
    classes[at] = cls;
    values[at] = Math.round(value / (scales[cls] ?? 1));
  });
  const thresholds = Float32Array.from(all, ({ threshold }) => threshold);
  return { starts, classes, values, scales, thresholds };
}
