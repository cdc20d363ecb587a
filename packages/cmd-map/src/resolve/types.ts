// Questions about a dispatch map and their answers, in the field names of the protocol.
import type { SourceLocation } from '../model/types.ts';

/** `args` are type texts, or literals (`5`, `2.5_f32`, `"a"`, `true`, `[1, 2]`) which stand for their types. */
export interface CallSite {
  symbol: string;
  args: string[];
}

export interface Context {
  module?: string;
  location?: string;
}

export interface AssumedType {
  name: string;
  extends?: string[];
  union?: string[];
  alias?: string;
  trait?: boolean;
  sealed?: boolean;
}

/** What else an answer holds, for those who ask for it. */
export interface AnswerOptions {
  /** `source_location` beside the text of a location. */
  locations?: 'object';
  cost?: true;
}

/** Hypothetical declarations, for one question only. */
export interface Assumptions {
  types?: AssumedType[];
  /** `add(A, B) -> C` */
  overloads?: string[];
}

export type DispatchStrategy = 'static' | 'runtime' | 'hybrid';

/** Labels of a model, never measurements. */
export type PerformanceCost = 'zero_overhead' | 'sub_10ns' | 'bounded_log_n';

export interface DispatchError {
  code: 'E0020' | 'E0021';
  message: string;
  suggestion: string;
}

export interface ResolutionCandidate {
  signature: string;
  location?: string;
  status?: 'accepted' | 'rejected' | 'ambiguous';
  reason?: string;
  specificity_reason?: string;
}

/** What every member combination of a union or trait object comes to. */
export interface RuntimeCase {
  args: string[];
  selected?: string;
}

/** Where an overload is declared, and how it is called: in every answer that selects or lists one. */
export interface Placed {
  location?: string;
  source_location?: SourceLocation;
}

export interface Costed {
  dispatch_strategy?: DispatchStrategy;
  performance_cost?: PerformanceCost;
  cost?: 'static' | 'dynamic';
}

export interface FamilyMember extends Placed {
  signature: string;
  specificity: string[];
  dispatch_strategy: DispatchStrategy;
  /** Absent for entries of the program's own tables: the model of costs knows no processes. */
  performance_cost?: PerformanceCost;
  cost?: 'static' | 'dynamic';
  explain?: string;
  /** Another overload has the same name and types. */
  duplicate?: true;
}

export interface QueryAnswer {
  symbol: string;
  module?: string;
  family: FamilyMember[];
}

export interface TraceAnswer extends Placed, Costed {
  call: string;
  resolution_strategy:
    'static_dispatch' | 'runtime_dispatch' | 'hybrid_dispatch' | 'compile_time_error';
  candidates: ResolutionCandidate[];
  selected?: string;
  specificity_analysis?: 'exact_match' | 'most_specific';
  runtime_cases?: RuntimeCase[];
  unknown_types?: string[];
  error?: DispatchError;
}

export interface Outcome extends Placed, Costed {
  status: 'resolved' | 'ambiguous' | 'no_match';
  selected?: string;
  specificity_analysis?: 'exact_match' | 'most_specific';
  /** The symbol of a method's implementation: `Point_Drawable_draw`. */
  implementation?: string;
  vtable_slot?: number;
  explain?: string;
  candidates?: ResolutionCandidate[];
  runtime_cases?: RuntimeCase[];
  unknown_types?: string[];
  error?: DispatchError;
}

export interface WhatIfAnswer {
  call: string;
  outcome: Outcome;
}
