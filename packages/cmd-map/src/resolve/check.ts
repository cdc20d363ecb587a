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

function ambiguityOf({ map, family, a, b }: Pair): Ambiguity | undefined {
  for (const witness of witnesses(map, a, b)) {
    for (const terms of [witness, witness.map((term) => behindAlias(map, term))]) {
      const args = terms.map(({ key }) => key);
      const module = a.overload.module === b.overload.module ? a.overload.module : undefined;
      const { decision } = resolveCall(
        map,
        { symbol: family.name, args },
        { ...(module === undefined ? {} : { module }) },
      );
      if (
        decision.status !== 'ambiguous' ||
        !decision.accepted.includes(a) ||
        !decision.accepted.includes(b)
      )
        continue;
      return {
        symbol: family.name,
        call: callText(family.name, args),
        args,
        candidates: decision.accepted.map(({ signature, location, overload }) => ({
          signature,
          ...(location === undefined ? {} : { location }),
          ...(overload.module === undefined ? {} : { module: overload.module }),
        })),
      };
    }
  }
  return undefined;
}

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
  const found = new Map<string, Ambiguity>();
  for (const pair of pairsOf(map, family)) {
    const ambiguity = ambiguityOf(pair);
    if (ambiguity) found.set(ambiguity.call, ambiguity);
  }
  return [...found.values()];
}
