// The two inner loops of training. Nearly all of its time is spent here.
/* eslint-disable @typescript-eslint/no-non-null-assertion -- a `?? 0` in these loops makes training half as fast */
import type { Matrix } from './matrix.ts';

/** The product of a row with dense weights. */
export function dot(
  { starts, buckets, values }: Matrix,
  row: number,
  weights: Float32Array,
): number {
  let sum = 0;
  const end = starts[row + 1]!;
  for (let at = starts[row]!; at < end; at += 1) sum += weights[buckets[at]!]! * values[at]!;
  return sum;
}

/** Adds `by` times a row to dense weights. */
export function addTo(
  weights: Float32Array,
  matrix: Matrix,
  { row, by }: { row: number; by: number },
): void {
  const { starts, buckets, values } = matrix;
  const end = starts[row + 1]!;
  for (let at = starts[row]!; at < end; at += 1) {
    const bucket = buckets[at]!;
    weights[bucket] = weights[bucket]! + by * values[at]!;
  }
}
