// query, trace and whatif about a table: the decision that the program itself would make, in the fields of the protocol.
import {
  type Call,
  type Table,
  type TableCall,
  type TableDecision,
  type TableEntry,
} from '@rhachet/kit';
import { unknownSymbol } from '../resolve/query.ts';
import type {
  CallSite,
  Outcome,
  QueryAnswer,
  ResolutionCandidate,
  TraceAnswer,
  WhatIfAnswer,
} from '../resolve/types.ts';
import { argumentTexts, tableCallText, toTableCall } from './call.ts';

export type TableHost = Pick<Call, 'launch' | 'json'>;

export interface TableQuestion {
  table: Table;
  host: TableHost;
}

/** What a decision comes to, with the entries that it names by their signatures. */
interface Decided {
  call: TableCall;
  decision: TableDecision;
  candidates: ResolutionCandidate[];
  chosen: TableEntry | undefined;
}

/** Everything that can be meant by a name. Throws a `Failure` (65) for a name that nothing bears. */
export async function queryTable(
  { table, host }: TableQuestion,
  symbol: string,
): Promise<QueryAnswer> {
  const { module } = table;
  const entries = (await table.entries(symbol, host)).filter((one) => one.unusable === undefined);
  if (entries.length === 0) {
    const all = await table.entries(undefined, host);
    throw unknownSymbol({ symbol, module }, new Set(all.map((one) => one.symbol)));
  }
  const family = entries.map((entry) => ({
    signature: tableCallText(entry),
    ...(entry.location === undefined ? {} : { location: entry.location }),
    specificity: argumentTexts(entry.args),
    dispatch_strategy: 'runtime' as const,
  }));
  return { symbol, module, family };
}

/** By the name in decisions; those of the symbol alone where the decision is about no others. */
async function entriesOf(
  { table, host }: TableQuestion,
  symbol: string,
  { candidates }: TableDecision,
): Promise<Map<string, TableEntry>> {
  const named = async (of?: string): Promise<Map<string, TableEntry>> =>
    new Map((await table.entries(of, host)).map((entry) => [entry.name, entry]));
  const own = await named(symbol);
  return candidates.every(({ signature }) => own.has(signature)) ? own : named();
}

async function decideCall({ table, host }: TableQuestion, site: CallSite): Promise<Decided> {
  const call = toTableCall(table, site);
  const decision = await table.decide(call, host);
  const byName = await entriesOf({ table, host }, call.symbol, decision);
  const shown = (name: string): string => {
    const entry = byName.get(name);
    return entry ? tableCallText(entry) : name;
  };
  const candidates = decision.candidates.map((one) => ({
    ...one,
    signature: shown(one.signature),
  }));
  const { selected } = decision;
  return {
    call,
    decision,
    candidates,
    chosen: selected === undefined ? undefined : byName.get(selected),
  };
}

function selection({ call, decision, chosen }: Decided): Partial<Outcome> {
  const { selected } = decision;
  if (selected === undefined) return {};
  const given = Object.keys(call.args).length;
  const isExact = chosen !== undefined && given === Object.keys(chosen.args).length;
  return {
    selected: chosen ? tableCallText(chosen) : selected,
    ...(chosen?.location === undefined ? {} : { location: chosen.location }),
    dispatch_strategy: 'runtime',
    specificity_analysis: isExact ? 'exact_match' : 'most_specific',
  };
}

/** Every candidate with the reason that `--explain` gives. */
export async function traceTable(question: TableQuestion, site: CallSite): Promise<TraceAnswer> {
  const decided = await decideCall(question, site);
  const { call, decision, candidates } = decided;
  return {
    call: tableCallText(call),
    resolution_strategy: decision.error ? 'compile_time_error' : 'runtime_dispatch',
    candidates,
    ...selection(decided),
    ...(decision.error ? { error: decision.error } : {}),
  };
}

/** What a call would come to. Runs nothing. */
export async function whatIfTable(question: TableQuestion, site: CallSite): Promise<WhatIfAnswer> {
  const decided = await decideCall(question, site);
  const { call, decision, candidates } = decided;
  const { status, error } = decision;
  const relevant = candidates.filter((one) => status === 'no_match' || one.status === 'ambiguous');
  const outcome: Outcome = {
    status,
    ...selection(decided),
    ...(status === 'resolved' ? {} : { candidates: relevant }),
    ...(error ? { error } : {}),
  };
  return { call: tableCallText(call), outcome };
}
