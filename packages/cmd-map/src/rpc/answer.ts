// The three methods of the protocol by their names, over the map as it is now: what the daemon and every other way to
// ask over a wire have in common.
import { isFailure } from '@rhachet/kit';
import type { DispatchMap } from '../model/dispatch-map.ts';
import { trace, whatIf } from '../resolve/answers.ts';
import { query, UNKNOWN_SYMBOL } from '../resolve/query.ts';
import type { QueryAnswer, TraceAnswer, WhatIfAnswer } from '../resolve/types.ts';
import { readQuery, readTrace, readWhatIf } from './params.ts';
import { invalidParams, RPC, RpcError } from './rpc-error.ts';

export interface Maps {
  /** The map as its sources are now. Throws a `Failure` where they cannot be read. */
  current: () => DispatchMap;
}

export type Answer = QueryAnswer | TraceAnswer | WhatIfAnswer;

function answerQuery(map: DispatchMap, params: unknown): QueryAnswer {
  const asked = readQuery(params);
  try {
    return query(map, asked);
  } catch (error) {
    if (!isFailure(error) || error.code !== UNKNOWN_SYMBOL) throw error;
    const data = { symbol: asked.symbol, did_you_mean: error.details };
    throw new RpcError(RPC.unknownSymbol, error.message, data);
  }
}

function answerWhatIf(map: DispatchMap, params: unknown): WhatIfAnswer {
  const asked = readWhatIf(params);
  try {
    return whatIf(map, asked);
  } catch (error) {
    // A hypothetical overload is taken apart only when the map is made.
    if (isFailure(error) && error.code === 'BAD_SIGNATURE')
      throw invalidParams(`assume.overloads: ${error.message}`, error.hint);
    throw error;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const METHODS: Record<string, (map: DispatchMap, params: unknown) => Answer> = {
  'dispatch.query': answerQuery,
  'dispatch.trace': (map, params) => {
    const { call, context, options } = readTrace(params);
    return trace(map, call, { ...context, options });
  },
  'dispatch.whatif': answerWhatIf,
};

/** The same question about the same map has the same answer. Kept for few and small ones, for as long as the map is. */
const known = new WeakMap<DispatchMap, Map<string, Answer>>();
const MOST_KNOWN = 1000;
const LONGEST_QUESTION = 500;
const MOST_LISTED = 64;

const listedIn = (found: Answer): unknown[] => {
  if ('family' in found) return found.family;
  const { candidates = [], runtime_cases: cases = [] } = 'outcome' in found ? found.outcome : found;
  return [...candidates, ...cases];
};

function remembered(map: DispatchMap, question: string, find: () => Answer): Answer {
  let answers = known.get(map);
  if (!answers) known.set(map, (answers = new Map<string, Answer>()));
  const before = answers.get(question);
  if (before) return before;
  const found = find();
  if (question.length > LONGEST_QUESTION || listedIn(found).length > MOST_LISTED) return found;
  if (answers.size >= MOST_KNOWN) answers.clear();
  answers.set(question, found);
  return found;
}

export const METHOD_NAMES = Object.keys(METHODS);

/** Throws an `RpcError` for a question that is none, and a `Failure` where the sources cannot be read. */
export function answer(maps: Maps, method: string, params: unknown): Answer {
  const found = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (!found) {
    const data = { methods: METHOD_NAMES };
    throw new RpcError(
      RPC.methodNotFound,
      `there is no method ${JSON.stringify(method.slice(0, 100))}`,
      data,
    );
  }
  const map = maps.current();
  if (isObject(params) && 'assume' in params) return found(map, params);
  return remembered(map, `${method} ${JSON.stringify(params)}`, () => found(map, params ?? {}));
}
