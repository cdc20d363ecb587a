// Says what a text means, by a model: scores of all classes, then probabilities.
import { confidenceOf } from './calibrate.ts';
import { evidenceOf, orgScores } from './evidence.ts';
import { type Features, featuresOf, namedFeatures, wordsOf } from './features.ts';
import { scaleOf } from './matrix.ts';
import type { Model } from './train-model.ts';
import type { Guess, Ranked } from './types.ts';
import { knownShare } from './vocabulary.ts';
import type { Weights } from './weights.ts';

/** How much less probable a class is for each unit that its score is behind. */
const STEEPNESS = 4;

interface Block {
  buckets: number[];
  scale: number;
}

/** Adds the weights of some features, all of one scale. */
function add(scores: Float32Array, weights: Weights, { buckets, scale }: Block): void {
  const { starts, classes, values, scales } = weights;
  for (const bucket of buckets) {
    const end = starts[bucket + 1] ?? 0;
    for (let at = starts[bucket] ?? 0; at < end; at += 1) {
      const cls = classes[at] ?? 0;
      scores[cls] = (scores[cls] ?? 0) + scale * (values[at] ?? 0) * (scales[cls] ?? 1);
    }
  }
}

/** Used again by every text: making it anew took half of the time among 10,000 services. */
let room = new Float32Array(0);

/** The score of every class, until the next text. */
export function scoresOf({ words, pieces }: Features, { weights, rarity }: Model): Float32Array {
  const { length } = weights.thresholds;
  if (room.length < length) room = new Float32Array(length);
  const scores = room.subarray(0, length);
  scores.set(weights.thresholds);
  add(scores, weights, { buckets: words, scale: scaleOf(words, rarity) });
  add(scores, weights, { buckets: pieces, scale: scaleOf(pieces, rarity) });
  return scores;
}

/** The best, which has probability `first`; the rest share what is left by their scores. */
function ranked(scores: Float32Array, first: number, top: number): Ranked[] {
  const indexes = topOf(scores, top);
  const best = scores[indexes[0] ?? 0] ?? 0;
  const shares = indexes.map((index) => Math.exp(STEEPNESS * ((scores[index] ?? -1) - best)));
  const rest = shares.slice(1).reduce((sum, share) => sum + share, 0);
  return indexes.map((index, i) => {
    const score = i === 0 ? first : Math.min(first, ((1 - first) * (shares[i] ?? 0)) / rest);
    return { index, score };
  });
}

/** The highest, in order; equal ones in the order of the registry. */
function topOf(scores: Float32Array, top: number): number[] {
  const best: number[] = [];
  const at = (index: number | undefined): number => scores[index ?? -1] ?? -Infinity;
  let least = -Infinity;
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index] ?? -Infinity;
    if (score <= least) continue;
    let place = best.length;
    while (place > 0 && at(best[place - 1]) < score) place -= 1;
    best.splice(place, 0, index);
    if (best.length > top) best.pop();
    if (best.length === top) least = at(best[top - 1]);
  }
  return best;
}

/** What a text means; nothing where no word of it is one. */
export function classify(text: string, model: Model, top: number): Guess {
  const words = wordsOf(text);
  if (words.length === 0) return { services: [], orgs: [], inScope: 0 };
  const scores = scoresOf(featuresOf(words), model);
  const { classes, calibration } = model;
  const { services } = classes;
  const byOrg = orgScores(scores, classes.orgOf, classes.orgs);
  const { thresholds } = model.weights;
  const known = knownShare(words, model.vocabulary);
  const { service, org, any } = evidenceOf({ scores, byOrg, services, thresholds, known });
  return {
    services: ranked(
      scores.subarray(0, services),
      confidenceOf(calibration, 'service', service),
      top,
    ),
    orgs: ranked(byOrg, confidenceOf(calibration, 'org', org), top),
    inScope: confidenceOf(calibration, 'inScope', any),
  };
}

/** The words and pieces that speak most for a class, strongest first. */
export function featuresFor(
  text: string,
  cls: number,
  { model, most }: { model: Model; most: number },
): string[] {
  const words = wordsOf(text);
  const { weights } = model;
  const weightOf = (bucket: number): number => {
    const end = weights.starts[bucket + 1] ?? 0;
    for (let at = weights.starts[bucket] ?? 0; at < end; at += 1)
      if (weights.classes[at] === cls) return weights.values[at] ?? 0;
    return 0;
  };
  return [...namedFeatures(words)]
    .map(([name, { bucket }]) => ({ name, by: weightOf(bucket) }))
    .filter(({ by }) => by > 0)
    .sort((a, b) => b.by - a.by || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}
