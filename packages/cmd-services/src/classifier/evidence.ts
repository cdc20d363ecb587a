// What the scores of all classes say together: the best service, the best org, and how far ahead each is.
import type { Leaders } from './leaders.ts';
import type { Ranked } from './types.ts';

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

function leaderOf([first, second]: Ranked[], rival: number, known: number): Leader {
  if (!first) return { best: -1, score: NOTHING, margin: 0, known };
  const { index: best, score } = first;
  return { best, score, margin: score - Math.max(second?.score ?? NOTHING, rival, NOTHING), known };
}

/** The score of an org is that of the best of its classes. */
export function orgScores(scores: Float32Array, orgOf: Uint32Array, orgs: number): Float32Array {
  const best = new Float32Array(orgs).fill(-Infinity);
  for (let index = 0; index < scores.length; index += 1) {
    const org = orgOf[index] ?? 0;
    const score = scores[index] ?? NOTHING;
    if (score > (best[org] ?? NOTHING)) best[org] = score;
  }
  return best;
}

export interface AllEvidence {
  service: Leader;
  org: Leader;
  /** That anybody is meant: who is second says nothing of it. */
  any: Evidence;
}

/** `known`: share of the words that any example had. The margin of a service is negative where an org as a whole is meant. */
export const evidenceOf = (
  { services, orgs, whole, gain }: Leaders,
  known: number,
): AllEvidence => ({
  service: leaderOf(services, whole, known),
  org: leaderOf(orgs, NOTHING, known),
  any: { score: gain, margin: 0, known },
});
