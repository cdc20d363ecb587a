// What the scores of all classes say together: the best service, the best org, and how far ahead each is.

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

/** The best of some scores, and the second. */
interface Race {
  best: number;
  first: number;
  second: number;
}

function race(scores: Float32Array): Race {
  let best = -1;
  let first = -Infinity;
  let second = -Infinity;
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] ?? NOTHING;
    if (score <= second) continue;
    if (score > first) {
      second = first;
      first = score;
      best = index;
    } else second = score;
  }
  return { best, first, second };
}

const leaderOf = ({ best, first, second }: Race, known: number): Leader =>
  best === -1
    ? { best, score: NOTHING, margin: 0, known }
    : { best, score: first, margin: first - Math.max(second, NOTHING), known };

/** The best service. Its margin is negative where an org as a whole is meant more than any of its services. */
function bestService(scores: Float32Array, services: number, known: number): Leader {
  const among = race(scores.subarray(0, services));
  if (services === scores.length || among.best === -1) return leaderOf(among, known);
  const { best, first, second } = among;
  const rival = Math.max(second, race(scores.subarray(services)).first, NOTHING);
  return { best, score: first, margin: first - rival, known };
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

/** How much the features of a text speak for any class, before what is believed of every text. */
function strength(scores: Float32Array, thresholds: Float32Array): number {
  let most = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const gain = (scores[index] ?? NOTHING) - (thresholds[index] ?? 0);
    if (gain > most) most = gain;
  }
  return most;
}

export interface Scored {
  /** Of each class, those of services first. */
  scores: Float32Array;
  byOrg: Float32Array;
  /** How many classes are services. */
  services: number;
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

export const evidenceOf = ({
  scores,
  byOrg,
  services,
  thresholds,
  known,
}: Scored): AllEvidence => ({
  service: bestService(scores, services, known),
  org: leaderOf(race(byOrg), known),
  any: { score: strength(scores, thresholds), margin: 0, known },
});
