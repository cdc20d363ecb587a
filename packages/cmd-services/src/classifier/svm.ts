// A linear two-class support vector machine with squared hinge loss, by dual coordinate descent with shrinking
// (Hsieh et al. 2008, the method of liblinear). One is trained per service, against all the others.
import { BUCKETS } from './features.ts';
import { addTo, dot } from './kernel.ts';
import type { Matrix } from './matrix.ts';

/** Cost of an example on the wrong side. */
const COST = 1;
/** A service has few examples and many against it. */
const COST_OF_OWN = 3;
const MOST_ROUNDS = 12;
/** It is good enough when no example pulls harder. */
const TOLERANCE = 0.2;

export interface Problem {
  matrix: Matrix;
  /** Squared length of each row, the bias feature included. */
  lengths: Float32Array;
  /** The class of each row; -1 for what belongs to none. */
  labels: Int32Array;
}

export interface Machine {
  weights: Float32Array;
  threshold: number;
}

/** The state of a training, which can be taken up again with rows left out. */
export interface Training extends Machine {
  /** The class that is told from the others. */
  own: number;
  /** Dual variable of each row. */
  alphas: Float32Array;
  /** Rows that still count. */
  active: Int32Array;
}

/** Numerical Recipes' generator: the same order on every machine. */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

export function shuffle(rows: Int32Array, length: number, random: () => number): void {
  for (let i = length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const row = rows[i] ?? 0;
    rows[i] = rows[j] ?? 0;
    rows[j] = row;
  }
}

/** Squared length of a row: each block that is there makes up half, and every text has the threshold's feature, 1. */
export const squaredLengths = ({ rows, wordScales, pieceScales }: Matrix): Float32Array =>
  Float32Array.from(
    { length: rows },
    (_, row) => 1 + (wordScales[row] === 0 ? 0 : 0.5) + (pieceScales[row] === 0 ? 0 : 0.5),
  );

/** What a machine says of a row: positive for its own. */
export const scoreOf = ({ weights, threshold }: Machine, matrix: Matrix, row: number): number =>
  threshold + dot(matrix, row, weights);

export interface Rounds {
  most?: number;
  random: () => number;
}

/** One visit to a row. Returns how hard it pulled, or `undefined` when it no longer counts. */
function visit(
  { matrix, lengths, labels }: Problem,
  training: Training,
  { row, shrinkAbove }: { row: number; shrinkAbove: number },
): number | undefined {
  const sign = labels[row] === training.own ? 1 : -1;
  const slack = 0.5 / (sign > 0 ? COST_OF_OWN * COST : COST);
  const alpha = training.alphas[row] ?? 0;
  const gradient = sign * scoreOf(training, matrix, row) - 1 + alpha * slack;
  if (alpha === 0 && gradient > 0) return gradient > shrinkAbove ? undefined : 0;
  const next = Math.max(0, alpha - gradient / ((lengths[row] ?? 1) + slack));
  if (next !== alpha) {
    training.alphas[row] = next;
    const by = (next - alpha) * sign;
    addTo(training.weights, matrix, { row, by });
    training.threshold += by;
  }
  return Math.abs(gradient);
}

/** Improves a training, in place, until no active row pulls hard. */
export function improve(problem: Problem, training: Training, rounds: Rounds): void {
  const { most = MOST_ROUNDS, random } = rounds;
  const rows = training.active;
  let length = rows.length;
  let shrinkAbove = Infinity;
  for (let round = 0; round < most; round += 1) {
    shuffle(rows, length, random);
    let hardest = 0;
    for (let at = 0; at < length;) {
      const row = rows[at] ?? 0;
      const pull = visit(problem, training, { row, shrinkAbove });
      if (pull === undefined) {
        length -= 1;
        rows[at] = rows[length] ?? 0;
        rows[length] = row;
      } else {
        hardest = Math.max(hardest, pull);
        at += 1;
      }
    }
    if (hardest < TOLERANCE) break;
    shrinkAbove = hardest;
  }
  training.active = rows.slice(0, length);
}

/** Room for one training after the other: of 10,000 classes, each would else take memory of its own. */
export interface Room extends Pick<Training, 'weights' | 'alphas'> {
  /** 1 for each bucket that is in `touched`. */
  marks: Uint8Array;
  touched: Uint16Array;
}

export const roomFor = ({ matrix }: Problem): Room => ({
  weights: new Float32Array(BUCKETS),
  alphas: new Float32Array(matrix.rows),
  marks: new Uint8Array(BUCKETS),
  touched: new Uint16Array(BUCKETS),
});

/** Trains the machine of a class on the given rows. It stays in the room until the next one. */
export function train(
  problem: Problem,
  { own, rows }: { own: number; rows: Int32Array },
  room: Room,
): Training {
  room.weights.fill(0);
  room.alphas.fill(0);
  const { weights, alphas } = room;
  const training: Training = { weights, alphas, own, threshold: 0, active: rows.slice() };
  improve(problem, training, { random: generator(own + 1) });
  return training;
}

/** The buckets of the rows that the machine in the room rests on, in no order: no other has a weight. */
export function touchedBuckets(
  { matrix }: Problem,
  rows: Int32Array,
  { alphas, marks, touched }: Room,
): Uint16Array {
  let length = 0;
  for (const row of rows) {
    if (alphas[row] === 0) continue;
    const end = matrix.starts[row + 1] ?? 0;
    for (let at = matrix.starts[row] ?? 0; at < end; at += 1) {
      const bucket = matrix.buckets[at] ?? 0;
      if (marks[bucket] === 1) continue;
      marks[bucket] = 1;
      touched[length] = bucket;
      length += 1;
    }
  }
  for (let i = 0; i < length; i += 1) marks[touched[i] ?? 0] = 0;
  return touched.subarray(0, length);
}
