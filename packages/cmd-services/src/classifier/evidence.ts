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

export interface Leader extends Evidence {
  /** Index of the class, or of the org; -1 where there is none. */
  best: number;
}

/** What a class gets that nothing speaks for. */
const NOTHING = -1;

interface TwoBest {
  best: number;
  first: number;
  second: number;
}

function twoBest(scores: Float32Array): TwoBest {
  const found: TwoBest = { best: -1, first: -Infinity, second: -Infinity };
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] ?? NOTHING;
    if (score <= found.second) continue;
    if (score > found.first) {
      found.second = found.first;
      found.first = score;
      found.best = index;
    } else found.second = score;
  }
  return found;
}

function leaderOf(scores: Float32Array, known: number): Leader {
  const { best, first, second } = twoBest(scores);
  if (best === -1) return { best, score: NOTHING, margin: 0, known };
  return { best, score: first, margin: first - Math.max(second, NOTHING), known };
}

/** The best service. Its margin is negative where an org as a whole is meant more than any of its services. */
function bestService(scores: Float32Array, classes: Class[], known: number): Leader {
  const { best: top, first, second } = twoBest(scores);
  if (top !== -1 && classes[top]?.service !== -1)
    return { best: top, score: first, margin: first - Math.max(second, NOTHING), known };
  let best = -1;
  let score = -Infinity;
  for (let index = 0; index < scores.length; index += 1) {
    if (classes[index]?.service === -1 || (scores[index] ?? NOTHING) <= score) continue;
    best = index;
    score = scores[index] ?? NOTHING;
  }
  if (best === -1) return { best, score: NOTHING, margin: 0, known };
  return { best, score, margin: score - first, known };
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

/** How much the features of a text speak for any class, before what is believed of every text. */
function strength(scores: Float32Array, thresholds: Float32Array): number {
  let most = 0;
  for (let index = 0; index < scores.length; index += 1) {
    most = Math.max(most, (scores[index] ?? NOTHING) - (thresholds[index] ?? 0));
  }
  return most;
}

export interface Scored {
  scores: Float32Array;
  byOrg: Float32Array;
  classes: Class[];
  /** Score of each class for a text without features. */
  thresholds: Float32Array;
  known: number;
}

export interface AllEvidence {
  service: Leader;
  org: Leader;
  /** That anybody is meant: who is second says nothing of it. */
  any: Evidence;
}

export const evidenceOf = ({ scores, byOrg, classes, thresholds, known }: Scored): AllEvidence => ({
  service: bestService(scores, classes, known),
  org: leaderOf(byOrg, known),
  any: { score: strength(scores, thresholds), margin: 0, known },
});
