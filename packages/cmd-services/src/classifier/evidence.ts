// What the scores of all classes say together: the best service, the best org, and how far ahead each is.
import type { Class } from './corpus.ts';

/** What a confidence is made from. */
export interface Evidence {
  /** Score of the best: about 1 for what was learnt, -1 for what is certainly something else. */
  score: number;
  /** How far the second one is behind. */
  margin: number;
  /** Share of the words that any example had, 0 to 1. */
  known: number;
}

export interface Leader {
  /** Index of the class, or of the org; -1 where there is none. */
  best: number;
  score: number;
  margin: number;
}

/** What a class gets that nothing speaks for. */
const NOTHING = -1;

/** The highest of the scores that `counts` lets through. */
export function leaderOf(scores: Float32Array, counts?: (index: number) => boolean): Leader {
  let best = -1;
  let first = -Infinity;
  let second = -Infinity;
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] ?? NOTHING;
    if (score <= second || (counts && !counts(index))) continue;
    if (score > first) {
      second = first;
      first = score;
      best = index;
    } else second = score;
  }
  if (best === -1) return { best, score: NOTHING, margin: 0 };
  return { best, score: first, margin: first - Math.max(second, NOTHING) };
}

/** The score of an org is that of the best of its classes. */
export function orgScores(scores: Float32Array, classes: Class[], orgs: number): Float32Array {
  const best = new Float32Array(orgs).fill(-Infinity);
  for (let index = 0; index < scores.length; index += 1) {
    const org = classes[index]?.org ?? 0;
    const score = scores[index] ?? NOTHING;
    if (score > (best[org] ?? NOTHING)) best[org] = score;
  }
  return best;
}
