// Questions over a wire about source code or about a table of the program itself.
import { type Call, isFailure } from '@rhachet/kit';
import { UNKNOWN_SYMBOL } from '../resolve/query.ts';
import type { CallSite, Context } from '../resolve/types.ts';
import { queryTable, type TableQuestion, traceTable, whatIfTable } from '../tables/answers.ts';
import { findTable, type InTable, tableNamed } from '../tables/find-table.ts';
import { answer, type Answer, type Maps } from './answer.ts';
import { readQuery, readTrace, readWhatIf } from './params.ts';
import { invalidParams, RPC, RpcError } from './rpc-error.ts';

export type TablesHost = Pick<Call, 'launch' | 'json' | 'packages' | 'load'>;

/** What is wrong with a question is for its caller; whatever else a table says goes on as it is. */
function toRpcError(error: unknown, { symbol }: InTable): unknown {
  if (!isFailure(error)) return error;
  const { code, message, hint, details } = error;
  if (code === UNKNOWN_SYMBOL)
    return new RpcError(RPC.unknownSymbol, message, { symbol, did_you_mean: details });
  return code === 'BAD_CALL' || code === 'NO_TABLE' ? invalidParams(message, hint) : error;
}

async function inTable(
  host: TablesHost,
  asked: InTable,
  ask: (question: TableQuestion) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask({ table: await findTable(asked.module, host), host });
  } catch (error) {
    throw toRpcError(error, asked);
  }
}

/** The table that a call is about, and the call as it stands there. */
function tableCall(call: CallSite, { module, location }: Context): [InTable, CallSite] | undefined {
  const asked = tableNamed({ symbol: call.symbol, module });
  if (asked && location !== undefined)
    throw invalidParams(`context.location says nothing about ${asked.module}`);
  return asked && [asked, { symbol: asked.symbol, args: call.args }];
}

const TABLE_METHODS: Record<
  string,
  (host: TablesHost, params: unknown) => Promise<Answer> | undefined
> = {
  'dispatch.query': (host, params) => {
    const asked = tableNamed(readQuery(params));
    return asked && inTable(host, asked, (question) => queryTable(question, asked.symbol));
  },
  'dispatch.trace': (host, params) => {
    const { call, context } = readTrace(params);
    const [asked, site] = tableCall(call, context) ?? [];
    return asked && inTable(host, asked, (question) => traceTable(question, site ?? call));
  },
  'dispatch.whatif': (host, params) => {
    const { call, context, assume } = readWhatIf(params);
    const [asked, site] = tableCall(call, context) ?? [];
    if (asked && assume) throw invalidParams(`assume says nothing about ${asked.module}`);
    return asked && inTable(host, asked, (question) => whatIfTable(question, site ?? call));
  },
};

type Named = { symbol?: unknown; module?: unknown } | null | undefined;

/** Cheap: it is asked of every question. */
function mayNameTable(params: unknown): boolean {
  const asked = params as (Named & { call?: Named; context?: Named }) | null | undefined;
  const names = [asked?.symbol, asked?.module, asked?.call?.symbol, asked?.context?.module];
  return names.some((name) => typeof name === 'string' && name.startsWith('rhachet'));
}

/** `undefined` for a question about source code. Throws or rejects as `answer` throws. */
export function answerTable(
  host: TablesHost,
  method: string,
  params: unknown,
): Promise<Answer> | undefined {
  if (!mayNameTable(params) || !Object.hasOwn(TABLE_METHODS, method)) return undefined;
  return TABLE_METHODS[method]?.(host, params);
}

/** As `answer`, for tables too. Rejects as it throws. */
export async function answerAny(
  { maps, host }: { maps: Maps; host: TablesHost },
  method: string,
  params: unknown,
): Promise<Answer> {
  return (await answerTable(host, method, params)) ?? answer(maps, method, params);
}
