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
    for (const bucket of words) count[bucket] = (count[bucket] ?? 0) + 1;
    for (const bucket of pieces) count[bucket] = (count[bucket] ?? 0) + 1;
  }
  const rarity = new Uint8Array(BUCKETS);
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const df = count[bucket] ?? 0;
    // What no text has is as rare as can be.
    const exact = Math.log(1 + (df === 0 ? texts.length : texts.length / (df + 1)));
    rarity[bucket] = Math.min(255, Math.round(exact / STEP));
  }
  return rarity;
}

function squaresOf(rarity: Rarity): Float32Array {
  const squares = new Float32Array(BUCKETS);
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    squares[bucket] = ((rarity[bucket] ?? 0) * STEP) ** 2;
  }
  return squares;
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
    squares: squaresOf(rarity),
  };
}
