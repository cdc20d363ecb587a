// Why a request goes where it goes, as data.
import type { RouteDecision, Target } from '../decision/types.ts';
import type { ServiceRequest } from '../request/types.ts';
import { queryOf } from './body.ts';

/** The fields of the dispatch-map document, and the steps that led to the decision. */
export interface Explanation extends Pick<
  RouteDecision['decision'],
  'call' | 'status' | 'selected' | 'candidates' | 'error'
> {
  query: string;
  decided_by?: RouteDecision['decidedBy'];
  org?: string;
  service?: string;
  category?: string;
  confidence: number;
  steps: RouteDecision['steps'];
  scored: RouteDecision['scored'];
  /** What speaks most for the classifier's first, strongest first. */
  features: string[];
}

export function explanationOf(
  { decision, service, decidedBy, category, confidence, steps, scored, features }: RouteDecision,
  { request, target }: { request: ServiceRequest; target?: Target | undefined },
): Explanation {
  const { call, status, selected, candidates, error } = decision;
  return {
    call,
    status,
    ...(selected === undefined ? {} : { selected }),
    candidates,
    ...(error ? { error } : {}),
    query: queryOf(request, target),
    ...(decidedBy === undefined ? {} : { decided_by: decidedBy }),
    ...(service ? { org: service.org, service: service.name } : {}),
    ...(category === undefined ? {} : { category }),
    confidence,
    steps,
    scored,
    features,
  };
}
