// The two inner loops of training. Nearly all of its time is spent here.
// Weights hold the rarity of their feature already: a product reads two bytes and one weight for each feature.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- a `?? 0` in these loops makes training half as fast */
import type { Matrix } from './matrix.ts';

/** The product of a row with the weights. */
export function dot(matrix: Matrix, row: number, weights: Float32Array): number {
  const { buckets } = matrix;
  const middle = matrix.middles[row]!;
  const end = matrix.starts[row + 1]!;
  let at = matrix.starts[row]!;
  let words = 0;
  let pieces = 0;
  for (; at < middle; at += 1) words += weights[buckets[at]!]!;
  for (; at < end; at += 1) pieces += weights[buckets[at]!]!;
  return words * matrix.wordScales[row]! + pieces * matrix.pieceScales[row]!;
}

export interface Addition {
  row: number;
  by: number;
}

/** Adds a multiple of a row to the weights. */
export function addTo(weights: Float32Array, matrix: Matrix, { row, by }: Addition): void {
  const { buckets, squares } = matrix;
  const middle = matrix.middles[row]!;
  const end = matrix.starts[row + 1]!;
  const perWord = by * matrix.wordScales[row]!;
  const perPiece = by * matrix.pieceScales[row]!;
  for (let at = matrix.starts[row]!; at < end; at += 1) {
    const bucket = buckets[at]!;
    weights[bucket] = weights[bucket]! + squares[bucket]! * (at < middle ? perWord : perPiece);
  }
}
