// dispatch.trace and dispatch.whatif: how a call resolves, candidate by candidate, and what it would come to.
import { AMBIGUOUS } from '@rhachet/kit';
import type { DispatchMap } from '../model/dispatch-map.ts';
import type { Entry } from './family.ts';
import { judge, type Judged, toCandidates } from './judge.ts';
import { AMBIGUOUS_MESSAGE, resolveCall, type Resolution, type RuntimeCaseOf } from './resolve.ts';
import { costed, placed } from './shown.ts';
import { callText } from './signature.ts';
import type {
  AnswerOptions,
  Assumptions,
  CallSite,
  Context,
  Outcome,
  ResolutionCandidate,
  RuntimeCase,
  TraceAnswer,
  WhatIfAnswer,
} from './types.ts';

const toCase = ({ args, winner }: RuntimeCaseOf): RuntimeCase => ({
  args: args.map(({ key }) => key),
  ...(winner ? { selected: winner.signature } : {}),
});

/** `Type_Trait_method`, the symbol of a method; a default body bears the name of the type that uses it. */
function implementationOf({ overload }: Entry, { args }: Resolution): string | undefined {
  const { method, name } = overload;
  if (!method || method.slot !== undefined) return undefined;
  const type = method.isDefault ? (args.terms[0]?.key ?? method.type) : method.type;
  return [type, ...(method.trait === undefined ? [] : [method.trait]), name].join('_');
}

function selection(
  resolution: Resolution,
  { winners, strategy }: Judged,
  options: AnswerOptions = {},
): Partial<Outcome> {
  const [first] = winners;
  if (!first || !strategy) return {};
  const isExact =
    winners.length === 1 && (first === resolution.exact || isSameAsCall(first, resolution));
  const implementation = implementationOf(first, resolution);
  const slot = first.overload.method?.slot;
  return {
    selected: winners.map(({ signature }) => signature).join(' | '),
    ...(winners.length === 1 ? placed(first, options) : {}),
    ...costed(strategy, options),
    specificity_analysis: isExact ? 'exact_match' : 'most_specific',
    ...(winners.length === 1 && implementation !== undefined ? { implementation } : {}),
    ...(winners.length === 1 && slot !== undefined ? { vtable_slot: slot } : {}),
    ...(strategy.dispatch_strategy === 'static' ? {} : { explain: strategy.explain }),
  };
}

const isSameAsCall = ({ params }: Entry, { args }: Resolution): boolean =>
  params.every(({ key }, at) => key === args.terms[at]?.key);

function errorOf(resolution: Resolution, { status, winners }: Judged): Partial<Outcome> {
  const { decision, args } = resolution;
  if (status === 'resolved') return {};
  if (decision.error && decision.status === status) return { error: decision.error };
  return {
    error: {
      code: AMBIGUOUS,
      message: AMBIGUOUS_MESSAGE,
      suggestion: `Add an implementation for every combination of ${args.texts.join(', ')}; covered: ${winners.map(({ signature }) => signature).join(', ')}`,
    },
  };
}

const extras = (resolution: Resolution): Pick<Outcome, 'runtime_cases' | 'unknown_types'> => ({
  ...(resolution.cases ? { runtime_cases: resolution.cases.map(toCase) } : {}),
  ...(resolution.unknownTypes.length > 0 ? { unknown_types: resolution.unknownTypes } : {}),
});

const withoutLocation = ({
  signature,
  status,
  reason,
  specificity_reason,
}: ResolutionCandidate): ResolutionCandidate => ({
  signature,
  ...(status === undefined ? {} : { status }),
  ...(reason === undefined ? {} : { reason }),
  ...(specificity_reason === undefined ? {} : { specificity_reason }),
});

const STRATEGY_NAMES = {
  static: 'static_dispatch',
  runtime: 'runtime_dispatch',
  hybrid: 'hybrid_dispatch',
} as const;

interface TraceContext extends Context {
  options?: AnswerOptions;
}

/** Every candidate with its reason, and what was selected. */
export function trace(map: DispatchMap, call: CallSite, context: TraceContext = {}): TraceAnswer {
  const resolution = resolveCall(map, call, context);
  const judged = judge(map, resolution);
  const candidates = toCandidates(resolution, judged).map(withoutLocation);
  return {
    call: resolution.call,
    resolution_strategy: judged.strategy
      ? STRATEGY_NAMES[judged.strategy.dispatch_strategy]
      : 'compile_time_error',
    candidates,
    ...selection(resolution, judged, context.options),
    ...extras(resolution),
    ...errorOf(resolution, judged),
  };
}

export interface WhatIfParams {
  call: CallSite;
  context?: Context;
  assume?: Assumptions;
  options?: AnswerOptions;
}

const outcomeCandidates = (resolution: Resolution, judged: Judged): ResolutionCandidate[] => {
  const all = toCandidates(resolution, judged);
  if (judged.status === 'no_match') return all.map(withoutLocation);
  return all
    .filter(({ status }) => status === 'ambiguous')
    .map(({ signature, specificity_reason = '' }) => ({ signature, specificity_reason }));
};

/** What a call would come to, with hypothetical types and overloads where `assume` names some. Changes nothing. */
export function whatIf(map: DispatchMap, params: WhatIfParams): WhatIfAnswer {
  const { call, context, assume, options } = params;
  const asked = assume ? map.withAssumptions(assume) : map;
  const resolution = resolveCall(asked, call, context);
  const judged = judge(asked, resolution);
  const outcome: Outcome = {
    status: judged.status,
    ...selection(resolution, judged, options),
    ...(judged.status === 'resolved' ? {} : { candidates: outcomeCandidates(resolution, judged) }),
    ...extras(resolution),
    ...errorOf(resolution, judged),
  };
  return { call: callText(call.symbol, resolution.args.texts), outcome };
}
