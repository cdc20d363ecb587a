// Turns evidence into a probability (Platt 1999, with more than one input), learnt from few cases without overreaching.
import type { Evidence } from './evidence.ts';

/** Of the constant, the score, the margin, and the share of known words. */
export type Coefficients = readonly [number, number, number, number];

const SIZE = 4;
const ROUNDS = 30;

export interface Case {
  evidence: Evidence;
  isTrue: boolean;
  weight: number;
}

export interface Prior {
  /** What is believed before the first case. */
  centre: Coefficients;
  /** How many units of log-likelihood a coefficient that is off by one costs, doubled. */
  strength: number;
}

const inputs = ({ score, margin, known }: Evidence): number[] => [1, score, margin, known];

const product = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export const probability = (coefficients: Coefficients, evidence: Evidence): number =>
  sigmoid(product(coefficients, inputs(evidence)));

/** Solves `matrix · x = right` for a symmetric, positive matrix, by Gauss-Jordan elimination. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  rows.forEach((pivot, i) => {
    const scale = pivot[i] ?? 1;
    pivot.forEach((value, j) => (pivot[j] = value / scale));
    rows.forEach((row, k) => {
      const factor = row[i] ?? 0;
      if (k === i || factor === 0) return;
      row.forEach((value, j) => (row[j] = value - factor * (pivot[j] ?? 0)));
    });
  });
  return rows.map((row) => row[SIZE] ?? 0);
}

/** One step of Newton's method towards the most probable coefficients. */
function step(cases: Case[], at: number[], { centre, strength }: Prior): number[] {
  const gradient = at.map((value, i) => strength * (value - (centre[i] ?? 0)));
  const curvature = at.map((_, i) => at.map((__, j) => (i === j ? strength : 0)));
  for (const { evidence, isTrue, weight } of cases) {
    const x = inputs(evidence);
    const p = sigmoid(product(at, x));
    const error = weight * (p - Number(isTrue));
    const spread = weight * p * (1 - p);
    for (let i = 0; i < SIZE; i += 1) {
      gradient[i] = (gradient[i] ?? 0) + error * (x[i] ?? 0);
      const row = curvature[i] ?? [];
      for (let j = 0; j < SIZE; j += 1) row[j] = (row[j] ?? 0) + spread * (x[i] ?? 0) * (x[j] ?? 0);
    }
  }
  return solve(curvature, gradient);
}

/** The most probable coefficients, by Newton's method; the centre of the prior where there are no cases. */
export function fitLogistic(cases: Case[], prior: Prior): Coefficients {
  let at: number[] = [...prior.centre];
  for (let round = 0; round < ROUNDS && cases.length > 0; round += 1) {
    const change = step(cases, at, prior);
    at = at.map((value, i) => value - (change[i] ?? 0));
    if (Math.max(...change.map(Math.abs)) < 1e-6) break;
  }
  const [constant = 0, score = 0, margin = 0, known = 0] = at;
  return [constant, score, margin, known];
}
