// Texts as sparse vectors of length 1: the features that are rare among the texts weigh more (TF-IDF, binary TF).
import { BUCKETS, type Features } from './features.ts';

/** How rare each bucket is, in steps of `STEP`: one byte each, so that training and use see the same numbers. */
export type Rarity = Uint8Array;

const STEP = 1 / 16;

/** ln(1 + n / (df + 1)), after Sparck Jones 1972, of every bucket. */
export function rarityOf(texts: Features[]): Rarity {
  const count = new Uint32Array(BUCKETS);
  for (const { words, pieces } of texts) {
    for (const bucket of new Set([...words, ...pieces])) count[bucket] = (count[bucket] ?? 0) + 1;
  }
  return Uint8Array.from(count, (df) =>
    Math.min(255, Math.round(Math.log(1 + texts.length / (df + 1)) / STEP)),
  );
}

export interface Vector {
  buckets: number[];
  values: number[];
}

/** Words and pieces each make up half of the length. */
const HALF = Math.SQRT1_2;

/** Length of a block of features. */
function lengthOf(buckets: number[], rarity: Rarity): number {
  let sum = 0;
  for (const bucket of buckets) sum += (rarity[bucket] ?? 0) ** 2;
  return Math.sqrt(sum) || 1;
}

export function vectorOf({ words, pieces }: Features, rarity: Rarity): Vector {
  const buckets = words.concat(pieces);
  const perWord = HALF / lengthOf(words, rarity);
  const perPiece = HALF / lengthOf(pieces, rarity);
  const values = buckets.map(
    (bucket, i) => (rarity[bucket] ?? 0) * (i < words.length ? perWord : perPiece),
  );
  return { buckets, values };
}

/** Rows of `buckets` and `values` one behind the other; row `i` is from `starts[i]` to `starts[i + 1]`. */
export interface Matrix {
  rows: number;
  starts: Int32Array;
  buckets: Int32Array;
  values: Float32Array;
}

export function matrixOf(vectors: Vector[]): Matrix {
  const starts = new Int32Array(vectors.length + 1);
  vectors.forEach(({ buckets }, i) => (starts[i + 1] = (starts[i] ?? 0) + buckets.length));
  const length = starts[vectors.length] ?? 0;
  const matrix = {
    rows: vectors.length,
    starts,
    buckets: new Int32Array(length),
    values: new Float32Array(length),
  };
  vectors.forEach(({ buckets, values }, i) => {
    matrix.buckets.set(buckets, starts[i]);
    matrix.values.set(values, starts[i]);
  });
  return matrix;
}
