// One call against a dispatch map, by kit's decider. Arguments that are unions or trait objects and that no overload
// takes as a whole are looked at member by member.
import { type Decision, decide, NO_MATCH, type Source } from '@rhachet/kit';
import type { DispatchMap } from '../model/dispatch-map.ts';
import { typeOfArgument } from '../types/literal.ts';
import { parseTerm, type Term } from '../types/term.ts';
import type { Entry, Family } from './family.ts';
import { type Arguments, mismatch } from './reasons.ts';
import { callText } from './signature.ts';
import type { CallSite, Context } from './types.ts';
import { findNamed, isVisible } from './visibility.ts';

export interface Resolution {
  call: string;
  args: Arguments;
  family?: Family;
  decision: Decision<Entry>;
  /** The overloads of the name, in the order of the decision's candidates. */
  entries: Entry[];
  /** The overloads of the name that the caller sees. */
  visible: Entry[];
  /** The one that is written with exactly these types. */
  exact?: Entry;
  unknownTypes: string[];
  /** Member by member, where that was needed. */
  cases?: RuntimeCaseOf[];
}

export interface RuntimeCaseOf {
  args: Term[];
  winner?: Entry;
  /** Several fit equally well. */
  tied?: Entry[];
}

export const AMBIGUOUS_MESSAGE = 'Ambiguous dispatch: multiple equally specific implementations';

/** Beyond so many member combinations a call is not taken apart. */
const MOST_CASES = 4096;

const quotedTypes = (args: string[]): string => args.join(' and ');

function noMatchError(symbol: string, texts: string[]): { message: string; suggestion: string } {
  return {
    message: `No matching implementation for call to '${symbol}'`,
    suggestion: `Add explicit type conversion or define ${callText(symbol, texts)} -> T`,
  };
}

function ambiguousError(
  tied: Entry[],
  { texts, terms }: Arguments,
): { message: string; suggestion: string } {
  const loose = texts.filter((_, at) =>
    tied.some(({ params }) => params[at]?.key !== terms[at]?.key),
  );
  return {
    message: AMBIGUOUS_MESSAGE,
    suggestion:
      loose.length === 0
        ? 'Remove all but one of the identical implementations, or qualify the call with its module'
        : `Add more specific implementation for ${quotedTypes([...new Set(loose)])} or use explicit type annotation`,
  };
}

interface Query {
  symbol: string;
  args: Arguments;
  entries: Entry[];
}

interface Scope {
  map: DispatchMap;
  family: Family;
  module: string | undefined;
}

function sourceOf({ map, family, module }: Scope, exact: Entry | undefined): Source<Query, Entry> {
  return {
    call: ({ symbol, args }) => callText(symbol, args.texts),
    candidates: ({ entries }) => entries,
    signature: ({ signature }) => signature,
    reject: (entry, { args }) =>
      isVisible(map, entry.overload, module)
        ? mismatch(family, entry, args)
        : `not visible from module ${module ?? ''}`,
    outranks: (a, b) => {
      if (exact !== undefined) return a === exact ? 'exact match' : undefined;
      return family.beats(a, b) ? 'each parameter is a subtype' : undefined;
    },
    noMatch: ({ symbol, args }) => noMatchError(symbol, args.texts),
    ambiguous: ({ args }, tied) => ambiguousError(tied, args),
  };
}

/** The overload with the same type names, where there is only one: aliases are told apart by it alone. */
function exactOf(scope: Scope, { args, entries }: Query): Entry | undefined {
  const exact = entries.filter(
    (entry) =>
      scope.family.isExact(entry, args.texts) && isVisible(scope.map, entry.overload, scope.module),
  );
  return exact.length === 1 ? exact[0] : undefined;
}

function combinations(options: Term[][]): Term[][] {
  return options.reduce<Term[][]>(
    (rows, column) => rows.flatMap((row) => column.map((one) => [...row, one])),
    [[]],
  );
}

/** What each combination of members comes to; `undefined` where no argument has members, or too many. */
function memberCases(
  { map, family }: Scope,
  args: Term[],
  visible: Entry[],
): RuntimeCaseOf[] | undefined {
  const options = args.map((arg) => map.types.runtimeTypes(arg) ?? [arg]);
  if (options.every((option, at) => option.length === 1 && option[0] === args[at]))
    return undefined;
  if (options.reduce((product, { length }) => product * length, 1) > MOST_CASES) return undefined;
  return combinations(options).map((terms) => {
    const taking = family.mostSpecific(terms, visible);
    const [winner] = taking;
    if (taking.length > 1) return { args: terms, tied: taking };
    return { args: terms, ...(winner ? { winner } : {}) };
  });
}

function argumentsOf(map: DispatchMap, args: string[], module: string | undefined): Arguments {
  const texts = args.map((arg) => typeOfArgument(arg).replace(/\s+/g, ' '));
  return { texts, terms: texts.map((text) => map.types.table.resolve(parseTerm(text), module)) };
}

/** Where the caller does not say from where, types are those of the module that all candidates are in. */
function moduleOf(entries: Entry[]): string | undefined {
  const modules = new Set(entries.map(({ overload }) => overload.module));
  return modules.size === 1 ? entries[0]?.overload.module : undefined;
}

function unknownTypes(map: DispatchMap, args: Arguments, entries: Entry[]): string[] {
  const named = new Set(entries.flatMap(({ params }) => params.map(({ key }) => key)));
  const isUnknown = (term: Term | undefined): boolean =>
    term?.kind === 'name' && !map.types.table.isKnown(term.base) && !named.has(term.key);
  return args.texts.filter((_, at) => isUnknown(args.terms[at]));
}

/** Resolves a call as `context.module` sees it; without a module, everything in the map is seen. */
export function resolveCall(map: DispatchMap, call: CallSite, context: Context = {}): Resolution {
  const { module } = context;
  const named = findNamed(map, call.symbol, module);
  const entries = named?.entries ?? [];
  const args = argumentsOf(map, call.args, module ?? moduleOf(entries));
  const query = { symbol: call.symbol, args, entries };
  if (!named) {
    const decision: Decision<Entry> = {
      call: callText(call.symbol, args.texts),
      status: 'no_match',
      candidates: [],
      accepted: [],
      error: { code: NO_MATCH, ...noMatchError(call.symbol, args.texts) },
    };
    return { call: decision.call, args, decision, entries, visible: [], unknownTypes: [] };
  }
  const scope = { map, family: named.family, module };
  const exact = exactOf(scope, query);
  const decision = decide(sourceOf(scope, exact), query);
  const visible = entries.filter(({ overload }) => isVisible(map, overload, module));
  const cases =
    decision.status === 'no_match' ? memberCases(scope, args.terms, visible) : undefined;
  return {
    call: decision.call,
    args,
    family: named.family,
    decision,
    entries,
    visible,
    ...(exact ? { exact } : {}),
    unknownTypes: unknownTypes(map, args, entries),
    ...(cases ? { cases } : {}),
  };
}
