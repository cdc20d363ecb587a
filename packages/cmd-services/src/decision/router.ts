// Decides where a request goes: each step in turn, until one knows.
import type { Decision } from '@rhachet/kit';
import { orgsNamed, type Routes } from '../cache/routes.ts';
import { classify, featuresFor } from '../classifier/classify.ts';
import type { Guess } from '../classifier/types.ts';
import type { Service } from '../registry/types.ts';
import { requestText } from '../request/text.ts';
import type { ServiceRequest } from '../request/types.ts';
import { decideByClassifier, decideByOrg, percent } from './by-classifier.ts';
import { decideByRule } from './by-rule.ts';
import { decideExplicit, isAmbiguous } from './explicit.ts';
import { type Said, saying } from './pattern.ts';
import { decideByStructure } from './structure.ts';
import type { DecidedBy, RouteDecision, RouteOptions, Router, Step, Target } from './types.ts';

const TOP = 5;
const MOST_FEATURES = 8;

interface Asked {
  request: ServiceRequest;
  said: Said;
  options: RouteOptions;
}

/** What is known of a decision before the classifier is asked. */
interface Decided {
  decision: Decision<Service>;
  decidedBy: DecidedBy;
  confidence: number;
}

const saidBy = ({ status, selected, candidates, error }: Decision<Service>): string => {
  if (selected !== undefined) {
    const chosen = candidates.find(({ status: one }) => one === 'accepted');
    return `${selected}${chosen?.location === undefined ? '' : ` by ${chosen.location}`}`;
  }
  return status === 'ambiguous' ? (error?.message ?? 'ambiguous') : 'nothing';
};

/** Explicit and rule decide also by being ambiguous; what the form of a request leaves open, its words may tell. */
function decideByForm(routes: Routes, asked: Asked, steps: Step[]): Decided | undefined {
  const { request, said, options } = asked;
  const byRule = decideByRule(routes, { request, said }, options.explain === true);
  steps.push({ step: 'rule', said: saidBy(byRule) });
  if (byRule.target || isAmbiguous(byRule))
    return { decision: byRule, decidedBy: 'rule', confidence: 1 };
  if (request.source === 'text') return undefined;
  const byStructure = decideByStructure(routes, request);
  steps.push({ step: 'structure', said: saidBy(byStructure) });
  if (!byStructure.target) return undefined;
  return { decision: byStructure, decidedBy: 'structure', confidence: 1 };
}

function decideByWords(routes: Routes, { said }: Asked, { steps, guess }: Words): Decided {
  const made = decideByClassifier(routes, said.text, guess);
  const { confidence, decision } = made;
  steps.push({ step: 'classifier', said: made.said });
  if (decision.target) return { decision, decidedBy: 'classifier', confidence };
  if (made.org) {
    const score = guess.orgs[0]?.score ?? 0;
    const byOrg = decideByOrg(routes, said.text, made.org);
    steps.push({ step: 'default', said: `${percent(score)} ${made.org.code}: ${saidBy(byOrg)}` });
    if (byOrg.target) return { decision: byOrg, decidedBy: 'default', confidence: score };
  }
  return { ...fallback(routes, { said, steps, decision }), confidence };
}

interface Words {
  steps: Step[];
  guess: Guess;
}

function fallback(
  routes: Routes,
  { said, steps, decision }: { said: Said; steps: Step[]; decision: Decision<Service> },
): Omit<Decided, 'confidence'> {
  const { fallbackOrg, onUnknown } = routes.head.defaults;
  if (said.words.length === 0) {
    steps.push({ step: 'fallback', said: 'refused: nothing was said' });
    return { decision, decidedBy: 'fallback' };
  }
  const [org] = fallbackOrg === undefined ? [] : orgsNamed(routes, fallbackOrg);
  if (onUnknown === 'refuse' || !org) {
    const why = onUnknown === 'refuse' ? 'on_unknown is refuse' : 'there is no fallback_org';
    steps.push({ step: 'fallback', said: `refused: ${why}` });
    return { decision, decidedBy: 'fallback' };
  }
  const byOrg = decideByOrg(routes, said.text, org);
  steps.push({ step: 'fallback', said: saidBy(byOrg) });
  return { decision: byOrg, decidedBy: 'fallback' };
}

/** What the classifier says, in names. */
function scoredOf({ services }: Routes, guess: Guess | undefined): RouteDecision['scored'] {
  return (guess?.services ?? []).map(({ index, score }) => {
    const { org, name } = services.at(index);
    return { org, service: name, score };
  });
}

function featuresOf(routes: Routes, { said, options }: Asked, guess: Guess | undefined): string[] {
  const [first] = guess?.services ?? [];
  if (!first || options.explain !== true) return [];
  return featuresFor(said.text, first.index, { model: routes.model(), most: MOST_FEATURES });
}

function toDecision(
  routes: Routes,
  { decision, decidedBy, confidence }: Decided,
  rest: Pick<RouteDecision, 'scored' | 'features' | 'steps'>,
): RouteDecision {
  const { target: service } = decision;
  const common = { decision, confidence, ...rest };
  if (!service) return common;
  const { category } = service;
  return { ...common, service, decidedBy, ...(category === undefined ? {} : { category }) };
}

function route(routes: Routes, asked: Asked): RouteDecision {
  const steps: Step[] = [];
  const byForm = decideByForm(routes, asked, steps);
  const isAsked = !byForm || asked.options.explain === true;
  const guess = isAsked ? classify(asked.said.text, routes.model(), TOP) : undefined;
  const decided = byForm ?? decideByWords(routes, asked, { steps, guess: guess ?? NO_GUESS });
  const scored = scoredOf(routes, guess);
  return toDecision(routes, decided, { scored, features: featuresOf(routes, asked, guess), steps });
}

const NO_GUESS: Guess = { services: [], orgs: [], inScope: 0 };

function byTarget(routes: Routes, target: Target): RouteDecision {
  const decision = decideExplicit(routes, target);
  const steps: Step[] = [{ step: 'explicit', said: saidBy(decision) }];
  const confidence = decision.target ? 1 : 0;
  const decided: Decided = { decision, decidedBy: 'explicit', confidence };
  return toDecision(routes, decided, { scored: [], features: [], steps });
}

/** The router of a compiled registry. */
export function routerOf(routes: Routes): Router {
  return (request, target, options = {}) =>
    target
      ? byTarget(routes, target)
      : route(routes, { request, said: saying(requestText(request)), options });
}
