// What the classifier would have said of each text of its training, had it not seen it: the basis of every confidence.
import { addTo } from './kernel.ts';
import type { Matrix } from './matrix.ts';
import { generator, improve, type Problem, scoreOf, type Training } from './svm.ts';

/** A fold starts from the finished machine, so that a few rounds are enough to forget the rows that are held out. */
const ROUNDS = 3;

export interface Folds {
  count: number;
  /** Fold of each row. */
  of: Uint8Array;
  /** The rows whose scores are kept. */
  judged: Int32Array;
}

/** The machine without what it learnt from the rows of a fold. */
function without(problem: Problem, trained: Training, isHeld: (row: number) => boolean): Training {
  const { weights, threshold, alphas, active } = trained;
  const left = { weights: weights.slice(), threshold, alphas: alphas.slice(), active };
  for (const row of active) {
    const alpha = alphas[row] ?? 0;
    if (alpha === 0 || !isHeld(row)) continue;
    const by = problem.labels[row] === trained.own ? -alpha : alpha;
    addTo(left.weights, problem.matrix, { row, by });
    left.threshold += by;
    left.alphas[row] = 0;
  }
  left.active = active.filter((row) => !isHeld(row));
  return { ...left, own: trained.own };
}

/** Scores of the judged rows by machines of one class that have not seen them, in the order of `judged`. */
export function unseenScores(problem: Problem, trained: Training, folds: Folds): Float32Array {
  const scores = new Float32Array(folds.judged.length);
  const matrix: Matrix = problem.matrix;
  for (let fold = 0; fold < folds.count; fold += 1) {
    const training = without(problem, trained, (row) => folds.of[row] === fold);
    improve(problem, training, { most: ROUNDS, random: generator(fold + 1) });
    folds.judged.forEach((row, i) => {
      if (folds.of[row] === fold) scores[i] = scoreOf(training, matrix, row);
    });
  }
  return scores;
}
