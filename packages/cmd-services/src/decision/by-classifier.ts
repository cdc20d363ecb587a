// What the words of a request mean, where nothing names its service: a service, an org, or nothing here.
import type { Decision } from '@rhachet/kit';
import type { OrgHead } from '../cache/compile.ts';
import type { Routes } from '../cache/routes.ts';
import type { Guess } from '../classifier/types.ts';
import type { Service } from '../registry/types.ts';
import { decideAmong, type Proposal } from './candidate.ts';
import { defaultOf } from './explicit.ts';

/** How far the second must be behind, in probability. */
export const LEAST_MARGIN = 0.1;

/** A request is for nobody here unless it is at least as likely to be for somebody. */
export const LEAST_IN_SCOPE = 0.5;

/** An org takes what is for it and for none of its services that is clear only if it is surely for it. */
export const LEAST_ORG = 0.7;

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export interface ByClassifier {
  decision: Decision<Service>;
  /** The org that is meant where the service is not clear. */
  org?: OrgHead;
  said: string;
  confidence: number;
}

interface Limits {
  minConfidence: number;
  second: number;
}

/** Why the classifier's first is not enough. */
function doubt(guess: Guess, score: number, { minConfidence, second }: Limits): string | undefined {
  if (guess.inScope < LEAST_IN_SCOPE)
    return `only ${percent(guess.inScope)} likely to be for any service; needs ${percent(LEAST_IN_SCOPE)}`;
  if (score < minConfidence)
    return `confidence ${percent(score)} is below ${percent(minConfidence)}`;
  const margin = score - second;
  if (margin < LEAST_MARGIN)
    return `${percent(margin)} ahead of the next; needs ${percent(LEAST_MARGIN)}`;
  return undefined;
}

const RANKS = ['per mille:'];

function proposals(routes: Routes, guess: Guess): Proposal[] {
  const { minConfidence } = routes.head.defaults;
  return guess.services.map(({ index, score }, i) => {
    const second = guess.services[i === 0 ? 1 : 0]?.score ?? 0;
    const limits = { minConfidence, second: i === 0 ? second : 0 };
    const reject = doubt(guess, score, limits);
    return {
      service: routes.services.at(index),
      from: `classifier ${percent(score)}`,
      ...(reject === undefined ? {} : { reject }),
      // Two that score alike are in the order of the registry, which is that of the guess.
      rank: [Math.round(score * 1000), -i],
      rankNames: [...RANKS, 'place in the registry'],
    };
  });
}

/** The org, if it is sure where the service is not. */
function surelyOrg({ head }: Routes, guess: Guess): OrgHead | undefined {
  const [first, second] = guess.orgs;
  if (!first) return undefined;
  const minConfidence = Math.max(LEAST_ORG, head.defaults.minConfidence);
  const limits = { minConfidence, second: second?.score ?? 0 };
  return doubt(guess, first.score, limits) === undefined ? head.orgs[first.index] : undefined;
}

/** Decides by what the classifier guesses. */
export function decideByClassifier(routes: Routes, text: string, guess: Guess): ByClassifier {
  const decision = decideAmong(text, proposals(routes, guess));
  const [first] = guess.services;
  const confidence = first?.score ?? 0;
  if (!first) return { decision, said: 'no word of it is known', confidence: 0 };
  const best = `${percent(confidence)} ${decision.candidates[0]?.signature ?? ''}`;
  if (decision.target) return { decision, said: best, confidence };
  const why = decision.candidates[0]?.reason ?? 'no candidate';
  const org = surelyOrg(routes, guess);
  return { decision, said: `${best}: ${why}`, confidence, ...(org ? { org } : {}) };
}

/** The service that takes what means an org, as a decision. */
export function decideByOrg(routes: Routes, text: string, org: OrgHead): Decision<Service> {
  const service = defaultOf(routes, org);
  if (!service) return decideAmong(text, []);
  const from = `default service of ${org.code}`;
  return decideAmong(text, [{ service, from, rank: [], rankNames: [] }]);
}
