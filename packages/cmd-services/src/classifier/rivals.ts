// Which texts a class is told apart from. All of them, until a registry is so large that this would take minutes.
import { BUCKETS } from './features.ts';
import type { Problem } from './svm.ts';

/** Classes times texts up to which every text counts for every class. */
const AFFORDABLE = 8_000_000;
/** Those that share the most words with the class are the ones it could be taken for. */
const MOST_RIVALS = 100;
/** Others, evenly spread, so that what is common to all counts for none. */
const MOST_OTHERS = 100;
/** A word of more texts than this says little. */
const COMMON = 256;

type RowsOf = (own: number) => Int32Array;

/** The rows of each bucket that have it as a word; none for a common one. */
function rowsByBucket({ matrix: { rows, starts, middles, buckets } }: Problem): number[][] {
  const lists: number[][] = Array.from({ length: BUCKETS }, () => []);
  for (let row = 0; row < rows; row += 1) {
    for (let at = starts[row] ?? 0; at < (middles[row] ?? 0); at += 1) {
      lists[buckets[at] ?? 0]?.push(row);
    }
  }
  return lists.map((list) => (list.length > COMMON ? [] : list));
}

function rowsByClass({ labels }: Problem, classes: number): number[][] {
  const lists: number[][] = Array.from({ length: classes }, () => []);
  labels.forEach((label, row) => lists[label]?.push(row));
  return lists;
}

/** For each class its own rows, those of its rivals (ties in the order of the registry), and some others. */
function nearRows(problem: Problem, classes: number): RowsOf {
  const { starts, middles, buckets } = problem.matrix;
  const byBucket = rowsByBucket(problem);
  const byClass = rowsByClass(problem, classes);
  const stride = Math.ceil(problem.matrix.rows / MOST_OTHERS);
  const others = Array.from({ length: MOST_OTHERS }, (_, i) => i * stride).filter(
    (row) => row < problem.matrix.rows,
  );
  return (own) => {
    const mine = byClass[own] ?? [];
    const shared = new Map<number, number>();
    for (const row of mine) {
      for (let at = starts[row] ?? 0; at < (middles[row] ?? 0); at += 1) {
        for (const other of byBucket[buckets[at] ?? 0] ?? []) {
          if (problem.labels[other] !== own) shared.set(other, (shared.get(other) ?? 0) + 1);
        }
      }
    }
    const near = [...shared].sort(([a, m], [b, n]) => n - m || a - b).slice(0, MOST_RIVALS);
    const rows = new Set([...mine, ...near.map(([row]) => row), ...others]);
    return Int32Array.from(rows);
  };
}

/** The rows from which each class is learnt. */
export function rowsToLearnFrom(problem: Problem, classes: number): RowsOf {
  const { rows } = problem.matrix;
  if (rows * classes > AFFORDABLE) return nearRows(problem, classes);
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return () => all;
}
