// How a resolved call will be made, and what that is labelled to cost. A model, not a measurement: static when no other
// overload could win for what the arguments can be at run time, hybrid when a more specific one could, runtime when
// only the values decide.
import type { DispatchMap } from '../model/dispatch-map.ts';
import type { Term } from '../types/term.ts';
import type { Entry, Family } from './family.ts';
import type { DispatchStrategy, PerformanceCost } from './types.ts';

export interface Strategy {
  dispatch_strategy: DispatchStrategy;
  performance_cost: PerformanceCost;
  explain: string;
}

/** Up to so many overloads one hash of the exact types decides. */
const HASHABLE = 50;

export const STATIC: Strategy = {
  dispatch_strategy: 'static',
  performance_cost: 'zero_overhead',
  explain: 'no other overload can win for these argument types',
};

export const runtimeStrategy = (overloads: number, explain: string): Strategy => ({
  dispatch_strategy: 'runtime',
  performance_cost: overloads <= HASHABLE ? 'sub_10ns' : 'bounded_log_n',
  explain,
});

/** Some type lies below both. */
function canMeet(map: DispatchMap, arg: Term, param: Term): boolean {
  if (map.types.isSubtype(param, arg) || map.types.isSubtype(arg, param)) return true;
  const below = map.types.table.below(arg.key);
  for (const key of map.types.table.below(param.key)) if (below.has(key)) return true;
  return false;
}

const isLeaf = (map: DispatchMap, { key }: Term): boolean => map.types.table.below(key).size === 1;

export interface Chosen {
  map: DispatchMap;
  family: Family;
  winner: Entry;
  /** The overloads that the call can see. */
  visible: Entry[];
  args: Term[];
}

/** The overloads that are more specific than the winner and that a subtype of the arguments would reach. */
function reachable({ map, family, winner, visible, args }: Chosen): Entry[] {
  return visible.filter(
    (other) =>
      other !== winner &&
      family.beats(other, winner) &&
      args.every((arg, at) => {
        const param = other.params[at];
        return param !== undefined && canMeet(map, arg, param);
      }),
  );
}

export function strategyOf(chosen: Chosen): Strategy {
  const { map, winner, visible } = chosen;
  if (winner.overload.dynamic) {
    const why =
      winner.overload.method?.slot === undefined
        ? 'declared dynamic'
        : 'a call through a trait object';
    return runtimeStrategy(visible.length, why);
  }
  const others = reachable(chosen);
  const [first] = others;
  if (!first) return STATIC;
  const leaves = others.every(({ params }) => params.every((param) => isLeaf(map, param)));
  return {
    dispatch_strategy: 'hybrid',
    performance_cost: leaves && others.length <= HASHABLE ? 'sub_10ns' : 'bounded_log_n',
    explain: `${first.signature} is more specific, and a subtype of the arguments can reach it`,
  };
}
