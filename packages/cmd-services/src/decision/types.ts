// Which service a request goes to, and why.
import type { Decision } from '@rhachet/kit';
import type { Scored } from '../classifier/types.ts';
import type { Service } from '../registry/types.ts';
import type { ServiceRequest } from '../request/types.ts';

/** The step that decided, in the order in which they are asked. */
export type DecidedBy = 'explicit' | 'rule' | 'structure' | 'classifier' | 'default' | 'fallback';

/** A target that the caller names; names are compared without regard to case. */
export interface Target {
  org: string;
  service?: string;
}

export interface Step {
  step: DecidedBy;
  said: string;
}

export interface RouteDecision {
  /** Kit's decision: candidates with reasons, for `--explain` and `map`. */
  decision: Decision<Service>;
  /** Absent when the request is refused or ambiguous. */
  service?: Service;
  decidedBy?: DecidedBy;
  category?: string;
  /** 0 to 1; 1 for an explicit target and a rule. */
  confidence: number;
  /** What the classifier thought, best first; empty where it was not asked. */
  scored: Scored[];
  /** The words and pieces of the text that speak most for the classifier's first, strongest first; with `explain`. */
  features: string[];
  /** Each step that was asked, in order, and what it said. */
  steps: Step[];
}

export interface RouteOptions {
  /** Asks the classifier too where a rule has already decided, and names every candidate that fits. */
  explain?: boolean;
}

/** Decides where a request goes. The same request on the same registry always has the same answer. */
export type Router = (
  request: ServiceRequest,
  target?: Target,
  options?: RouteOptions,
) => RouteDecision;
