// How far the scores can be trusted: three probabilities, learnt from texts that the classifier had not seen.
import { type AllEvidence, type Evidence } from './evidence.ts';
import { type Case, type Coefficients, fitLogistic, probability } from './logistic.ts';

/** What each probability is of. */
export interface Calibration {
  /** The best service is the right one, if any is. */
  service: Coefficients;
  /** The best org is the right one, if any is. */
  org: Coefficients;
  /** Any service should answer at all. */
  inScope: Coefficients;
  /** Texts that it was learnt from. */
  cases: number;
}

/** What a text was said to be by a classifier that had not seen it. */
export interface Judgement {
  label: number;
  service: Evidence;
  org: Evidence;
  any: Evidence;
  isServiceRight: boolean;
  isOrgRight: boolean;
}

/**
 * What is believed of a registry with a handful of examples: fitted by `bench/few-examples.ts` on registries of 5 to 40
 * services with 0 to 5 examples, drawn from the training part of CLINC150.
 */
export const FEW_EXAMPLES: Calibration = {
  service: [1.31, 1.09, 2.26, 0.65],
  org: [-0.91, 0.58, 2.68, 1.73],
  inScope: [-0.8, 2.97, 0, 0.52],
  cases: 0,
};

/** However plain a text is, what was never tested is not certain: 0.975 is the most that is said without a case. */
const BELIEVED_CASES = 20;

/** A probability, drawn towards one half where few cases speak for it. */
export const confidenceOf = (
  { cases, ...of }: Calibration,
  kind: 'service' | 'org' | 'inScope',
  evidence: Evidence,
): number => {
  const weight = cases + BELIEVED_CASES;
  return (probability(of[kind], evidence) * weight + 0.5) / (weight + 1);
};

/** With fewer cases the beliefs above hold; with many they hardly count. */
const STRENGTH = 4;

/** Of what a dispatcher is asked, the share that no service should answer, where refusals were given to learn from. */
const OUT_OF_SCOPE = 0.13;

/** Fewer refusals than this say nothing. */
const FEWEST_REFUSALS = 10;

/** `evidence` is of a text that means the class `label`, of the org `org`; -1 where it means none. */
export function judge(
  evidence: AllEvidence,
  { label, org }: { label: number; org: number },
): Judgement {
  return {
    label,
    ...evidence,
    isServiceRight: evidence.service.best === label,
    isOrgRight: evidence.org.best === org,
  };
}

/** The weight that makes the refusals the share of all that they are expected to have. */
function scopeCases(judged: Judgement[]): Case[] {
  const outside = judged.filter(({ label }) => label === -1).length;
  if (outside < FEWEST_REFUSALS) return [];
  const inside = judged.length - outside;
  const weight = ((OUT_OF_SCOPE / (1 - OUT_OF_SCOPE)) * inside) / outside;
  return judged.map(({ label, any }) => ({
    evidence: any,
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
    cases: judged.length,
  };
}
