// How far the scores can be trusted: three probabilities, learnt from texts that the classifier had not seen.
import type { Class } from './corpus.ts';
import { type Evidence, leaderOf, orgScores } from './evidence.ts';
import { type Case, type Coefficients, fitLogistic } from './logistic.ts';

/** What each probability is of. */
export interface Calibration {
  /** The best service is the right one, if any is. */
  service: Coefficients;
  /** The best org is the right one, if any is. */
  org: Coefficients;
  /** Any service should answer at all. */
  inScope: Coefficients;
}

/** What a text was said to be by a classifier that had not seen it. */
export interface Judgement {
  label: number;
  service: Evidence;
  org: Evidence;
  isServiceRight: boolean;
  isOrgRight: boolean;
}

/**
 * What is believed of a registry with a handful of examples: fitted by `bench/few-examples.mjs` on registries of 5 to 40
 * services with 1 to 5 examples, drawn from the training part of CLINC150.
 */
export const FEW_EXAMPLES: Calibration = {
  service: [0.5, 2, 2.5, 1],
  org: [0.5, 2, 2.5, 1],
  inScope: [0.5, 2.5, 1, 2],
};

/** With fewer cases the beliefs above hold; with many they hardly count. */
const STRENGTH = 4;

/** Of what a dispatcher is asked, the share that no service should answer, where refusals were given to learn from. */
const OUT_OF_SCOPE = 0.18;

/** Fewer refusals than this say nothing. */
const FEWEST_REFUSALS = 10;

export function judge(
  scores: Float32Array,
  { classes, orgs, known, label }: { classes: Class[]; orgs: number; known: number; label: number },
): Judgement {
  const service = leaderOf(scores, (index) => classes[index]?.service !== -1);
  const org = leaderOf(orgScores(scores, classes, orgs));
  return {
    label,
    service: { score: service.score, margin: service.margin, known },
    org: { score: org.score, margin: org.margin, known },
    isServiceRight: service.best === label,
    isOrgRight: label !== -1 && org.best === classes[label]?.org,
  };
}

/** The weight that makes the refusals the share of all that they are expected to have. */
function scopeCases(judged: Judgement[]): Case[] {
  const outside = judged.filter(({ label }) => label === -1).length;
  if (outside < FEWEST_REFUSALS) return [];
  const inside = judged.length - outside;
  const weight = ((OUT_OF_SCOPE / (1 - OUT_OF_SCOPE)) * inside) / outside;
  return judged.map(({ label, service }) => ({
    evidence: service,
    isTrue: label !== -1,
    weight: label === -1 ? weight : 1,
  }));
}

export function calibrate(judged: Judgement[]): Calibration {
  const inside = judged.filter(({ label }) => label !== -1);
  const fit = (cases: Case[], centre: Coefficients): Coefficients =>
    fitLogistic(cases, { centre, strength: STRENGTH });
  return {
    service: fit(
      inside.map((one) => ({ evidence: one.service, isTrue: one.isServiceRight, weight: 1 })),
      FEW_EXAMPLES.service,
    ),
    org: fit(
      inside.map((one) => ({ evidence: one.org, isTrue: one.isOrgRight, weight: 1 })),
      FEW_EXAMPLES.org,
    ),
    inScope: fit(scopeCases(judged), FEW_EXAMPLES.inScope),
  };
}
