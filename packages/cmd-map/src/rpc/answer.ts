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

const METHODS: Record<string, (map: DispatchMap, params: unknown) => Answer> = {
  'dispatch.query': answerQuery,
  'dispatch.trace': (map, params) => {
    const { call, context, options } = readTrace(params);
    return trace(map, call, { ...context, options });
  },
  'dispatch.whatif': answerWhatIf,
};

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
  return found(maps.current(), params ?? {});
}
