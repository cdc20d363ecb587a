// Texts as sparse vectors of length 1: the features that are rare among the texts weigh more (TF-IDF, binary TF).
// The value of a feature in a text is its rarity times the text's scale, so that a text is stored as its buckets alone.
import { BUCKETS, type Features } from './features.ts';

/** How rare each bucket is, in steps of `STEP`: one byte each, so that training and use see the same numbers. */
export type Rarity = Uint8Array;

export const STEP = 1 / 16;

/** ln(1 + n / (df + 1)), after Sparck Jones 1972, of every bucket. */
export function rarityOf(texts: Features[]): Rarity {
  const count = new Uint32Array(BUCKETS);
  for (const { words, pieces } of texts) {
    for (const bucket of new Set([...words, ...pieces])) count[bucket] = (count[bucket] ?? 0) + 1;
  }
  const rarest = Math.log(1 + texts.length);
  return Uint8Array.from(count, (df) => {
    const rarity = df === 0 ? rarest : Math.log(1 + texts.length / (df + 1));
    return Math.min(255, Math.round(rarity / STEP));
  });
}

/** Words and pieces each make up half of the length. */
const HALF = Math.SQRT1_2;

/** What the rarities of a block of features are multiplied with. */
export function scaleOf(buckets: number[], rarity: Rarity): number {
  let sum = 0;
  for (const bucket of buckets) sum += (rarity[bucket] ?? 0) ** 2;
  return sum === 0 ? 0 : HALF / (Math.sqrt(sum) * STEP);
}

/** Rows of buckets one behind the other: words from `starts[i]` to `middles[i]`, pieces from there to `starts[i + 1]`. */
export interface Matrix {
  rows: number;
  starts: Int32Array;
  middles: Int32Array;
  buckets: Uint16Array;
  wordScales: Float32Array;
  pieceScales: Float32Array;
  /** Square of the rarity of each bucket. */
  squares: Float32Array;
}

export function matrixOf(texts: Features[], rarity: Rarity): Matrix {
  const starts = new Int32Array(texts.length + 1);
  texts.forEach(({ words, pieces }, i) => {
    starts[i + 1] = (starts[i] ?? 0) + words.length + pieces.length;
  });
  const buckets = new Uint16Array(starts[texts.length] ?? 0);
  texts.forEach(({ words, pieces }, i) => {
    buckets.set(words, starts[i]);
    buckets.set(pieces, (starts[i] ?? 0) + words.length);
  });
  return {
    rows: texts.length,
    starts,
    middles: Int32Array.from(texts, ({ words }, i) => (starts[i] ?? 0) + words.length),
    buckets,
    wordScales: Float32Array.from(texts, ({ words }) => scaleOf(words, rarity)),
    pieceScales: Float32Array.from(texts, ({ pieces }) => scaleOf(pieces, rarity)),
    squares: Float32Array.from(rarity, (steps) => (steps * STEP) ** 2),
  };
}
