// Which service a request goes to, and why.
import type { Decision } from '@rhachet/kit';
import type { Scored } from '../classifier/types.ts';
import type { Service } from '../registry/types.ts';

/** The step that decided, in the order in which they are asked. */
export type DecidedBy = 'explicit' | 'rule' | 'structure' | 'classifier' | 'default' | 'fallback';

export interface RouteDecision {
  /** Kit's decision: candidates with reasons, for `--explain` and `map`. */
  decision: Decision<Service>;
  /** Absent when the request is refused or ambiguous. */
  service?: Service;
  decidedBy?: DecidedBy;
  category?: string;
  /** 0 to 1; 1 for an explicit target and a rule. */
  confidence: number;
  /** What the classifier thought, best first. */
  scored: Scored[];
  /** Each step that was asked, in order, and what it said. */
  steps: { step: DecidedBy; said: string }[];
}
