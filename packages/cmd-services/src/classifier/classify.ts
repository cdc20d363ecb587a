// Says what a text means, by a model: scores of all classes, then probabilities.
import { confidenceOf } from './calibrate.ts';
import { type AllEvidence, evidenceOf } from './evidence.ts';
import { featuresOf, namedFeatures, wordsOf } from './features.ts';
import { type Leaders, leadersOf } from './leaders.ts';
import { touchedBy } from './touched.ts';
import type { Model } from './train-model.ts';
import type { Guess, Ranked } from './types.ts';
import { knownShare } from './vocabulary.ts';

/** How much less probable a class is for each unit that its score is behind. */
const STEEPNESS = 4;

/** The best has probability `first`; the others share what is left by their scores. */
function ranked(leaders: Ranked[], first: number, top: number): Ranked[] {
  const [best, ...others] = leaders.slice(0, top);
  if (!best) return [];
  const shares = others.map(({ score }) => Math.exp(STEEPNESS * (score - best.score)));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const rest = others.map(({ index }, i) => ({
    index,
    score: Math.min(first, ((1 - first) * (shares[i] ?? 0)) / all),
  }));
  return [{ index: best.index, score: first }, ...rest];
}

/** What the scores of some words say, with as many of the first services and orgs as are wanted, at least two. */
export function evidenceIn(
  words: string[],
  model: Model,
  most: number,
): { leaders: Leaders; evidence: AllEvidence } {
  const { services, orgOf } = model.classes;
  const { thresholds } = model.weights;
  const touched = touchedBy(featuresOf(words), model);
  const leaders = leadersOf(touched, { ranks: model.ranks, thresholds, services, orgOf, most });
  return { leaders, evidence: evidenceOf(leaders, knownShare(words, model.vocabulary)) };
}

/** What a text means; nothing where no word of it is one. */
export function classify(text: string, model: Model, top: number): Guess {
  const words = wordsOf(text);
  if (words.length === 0) return { services: [], orgs: [], inScope: 0 };
  const { calibration } = model;
  const { leaders, evidence } = evidenceIn(words, model, Math.max(top, 2));
  const { service, org, any } = evidence;
  return {
    services: ranked(leaders.services, confidenceOf(calibration, 'service', service), top),
    orgs: ranked(leaders.orgs, confidenceOf(calibration, 'org', org), top),
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
