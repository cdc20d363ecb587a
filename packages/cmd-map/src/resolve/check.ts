// Every ambiguity of a whole map before anybody runs into it: for each two overloads of which neither beats the other,
// the largest types that fit both, and whether a third overload takes those.
import type { DispatchMap } from '../model/dispatch-map.ts';
import type { Term } from '../types/term.ts';
import type { Entry, Family } from './family.ts';
import { resolveCall } from './resolve.ts';
import { callText } from './signature.ts';
import { isVisible } from './visibility.ts';

export interface Ambiguity {
  symbol: string;
  /** A call that is ambiguous. */
  call: string;
  args: string[];
  candidates: { signature: string; location?: string; module?: string }[];
}

/** More witnesses than this of one pair say nothing new. */
const MOST_WITNESSES = 64;

const named = (key: string): Term => ({ kind: 'name', key, base: key, args: [] });

/** A type parameter is its first bound, or `any`. */
const concrete = (term: Term): Term =>
  term.kind === 'variable' ? concrete(term.bounds[0] ?? named('any')) : term;

/** The largest types below both, none below another. */
function meets({ types }: DispatchMap, a: Term, b: Term): Term[] {
  if (types.isSubtype(a, b)) return [a];
  if (types.isSubtype(b, a)) return [b];
  const below = types.table.below(b.key);
  const common = [...types.table.below(a.key)].filter((key) => below.has(key));
  return common
    .filter(
      (key) =>
        !common.some(
          (other) =>
            other !== key &&
            types.table.above(key).has(other) &&
            !types.table.above(other).has(key),
        ),
    )
    .map(named);
}

function witnesses(map: DispatchMap, a: Entry, b: Entry): Term[][] {
  let rows: Term[][] = [[]];
  for (const [at, param] of a.params.entries()) {
    const other = b.params[at];
    if (other === undefined) return [];
    const column = meets(map, concrete(param), concrete(other));
    rows = rows.flatMap((row) => column.map((one) => [...row, one])).slice(0, MOST_WITNESSES);
  }
  return rows;
}

/** An alias is told apart by its name alone, so the call with the type behind it is the witness. */
const behindAlias = (map: DispatchMap, term: Term): Term => {
  const alias = map.types.table
    .declarations(term.key)
    .find((one) => one.alias !== undefined)?.alias;
  return alias === undefined ? term : named(alias);
};

interface Pair {
  map: DispatchMap;
  family: Family;
  a: Entry;
  b: Entry;
}

interface Tie {
  args: string[];
  entries: Entry[];
}

/** How the call with these arguments is tied between both of the pair, if it is. */
function tieAt({ map, family, a, b }: Pair, terms: Term[]): Tie | undefined {
  const args = terms.map(({ key }) => key);
  const { module } = a.overload;
  const context = module !== undefined && module === b.overload.module ? { module } : {};
  const { accepted } = resolveCall(map, { symbol: family.name, args }, context).decision;
  const isTied = accepted.length > 1 && accepted.includes(a) && accepted.includes(b);
  return isTied ? { args, entries: accepted } : undefined;
}

function tieOf(pair: Pair): Tie | undefined {
  for (const terms of witnesses(pair.map, pair.a, pair.b)) {
    const tie =
      tieAt(pair, terms) ??
      tieAt(
        pair,
        terms.map((term) => behindAlias(pair.map, term)),
      );
    if (tie) return tie;
  }
  return undefined;
}

const toAmbiguity = (symbol: string, { args, entries }: Tie): Ambiguity => ({
  symbol,
  call: callText(symbol, args),
  args,
  candidates: entries.map(({ signature, location, overload }) => ({
    signature,
    ...(location === undefined ? {} : { location }),
    ...(overload.module === undefined ? {} : { module: overload.module }),
  })),
});

/** Two modules that do not see each other cannot be mixed up in a call from either. */
const canMeet = (map: DispatchMap, a: Entry, b: Entry): boolean =>
  isVisible(map, a.overload, b.overload.module) || isVisible(map, b.overload, a.overload.module);

function* pairsOf(map: DispatchMap, family: Family): Iterable<Pair> {
  for (const [at, a] of family.entries.entries()) {
    for (const b of family.entries.slice(at + 1)) {
      if (a.params.length !== b.params.length || family.beats(a, b) || family.beats(b, a)) continue;
      if (canMeet(map, a, b)) yield { map, family, a, b };
    }
  }
}

/** The ambiguities of one family, each named once by a call. */
export function ambiguitiesOf(map: DispatchMap, family: Family): Ambiguity[] {
  const found: { tied: Set<Entry>; ambiguity: Ambiguity }[] = [];
  for (const pair of pairsOf(map, family)) {
    // A thousand identical overloads are one ambiguity, not half a million.
    if (found.some(({ tied }) => tied.has(pair.a) && tied.has(pair.b))) continue;
    const tie = tieOf(pair);
    if (tie) found.push({ tied: new Set(tie.entries), ambiguity: toAmbiguity(family.name, tie) });
  }
  return found.map(({ ambiguity }) => ambiguity);
}
