// Which texts a class is told apart from. All of them, until a registry is so large that this would take minutes.
import { BUCKETS } from './features.ts';
import type { Problem } from './svm.ts';

/** Classes times texts up to which every text counts for every class. */
const AFFORDABLE = 8_000_000;
/** Those that share the most features with the class are the ones it could be taken for. */
const MOST_RIVALS = 200;
/** A feature of more texts than this says little. */
const COMMON = 256;

type RowsOf = (own: number) => Int32Array;

/** The rows of each bucket; none for a common one. */
function rowsByBucket({ matrix: { rows, starts, buckets } }: Problem): number[][] {
  const lists: number[][] = Array.from({ length: BUCKETS }, () => []);
  for (let row = 0; row < rows; row += 1) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
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

/** For each class its own rows and those of its rivals, the closest first; ties in the order of the registry. */
function nearRows(problem: Problem, classes: number): RowsOf {
  const { starts, buckets } = problem.matrix;
  const byBucket = rowsByBucket(problem);
  const byClass = rowsByClass(problem, classes);
  return (own) => {
    const mine = byClass[own] ?? [];
    const shared = new Map<number, number>();
    for (const row of mine) {
      for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
        for (const other of byBucket[buckets[at] ?? 0] ?? []) {
          if (problem.labels[other] !== own) shared.set(other, (shared.get(other) ?? 0) + 1);
        }
      }
    }
    const rivals = [...shared].sort(([a, m], [b, n]) => n - m || a - b).slice(0, MOST_RIVALS);
    return Int32Array.from([...mine, ...rivals.map(([row]) => row)]);
  };
}

/** The rows from which each class is learnt. */
export function rowsToLearnFrom(problem: Problem, classes: number): RowsOf {
  const { rows } = problem.matrix;
  if (rows * classes > AFFORDABLE) return nearRows(problem, classes);
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return () => all;
}
