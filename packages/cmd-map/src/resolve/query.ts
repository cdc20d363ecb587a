// dispatch.query: all overloads of a name that a module sees.
import { EXIT, Failure, nearest } from '@rhachet/kit';
import type { DispatchMap } from '../model/dispatch-map.ts';
import type { Entry } from './family.ts';
import { runtimeStrategy, type Strategy, strategyOf } from './strategy.ts';
import { costed, placed } from './shown.ts';
import type { AnswerOptions, FamilyMember, QueryAnswer } from './types.ts';
import { findNamed, isVisible } from './visibility.ts';

export interface QueryParams {
  symbol: string;
  module?: string;
  options?: AnswerOptions;
}

/** The code of the JSON-RPC error of `dispatch.query`. */
export const UNKNOWN_SYMBOL = 'UNKNOWN_SYMBOL';

/** The error of a name that nothing bears; `names` are those that something bears. */
export function unknownSymbol({ symbol, module }: QueryParams, names: Iterable<string>): Failure {
  const near = nearest(symbol, [...names]);
  const where = module === undefined ? '' : ` in module ${module}`;
  return new Failure(`no overload is named '${symbol}'${where}`, {
    code: UNKNOWN_SYMBOL,
    exit: EXIT.badData,
    ...(near.length === 0 ? {} : { hint: `did you mean ${near.join(', ')}?`, details: near }),
  });
}

function homeStrategy(
  map: DispatchMap,
  entry: Entry,
  { visible, module }: Omit<HomeOf, 'options'>,
): Strategy {
  const { overload, params } = entry;
  if (module !== undefined && overload.module !== undefined && overload.module !== module) {
    return runtimeStrategy(
      visible.length,
      `from ${overload.module}, outside the module of the family`,
    );
  }
  const family = map.family(overload.name);
  if (!family) throw new Error(`the family of ${overload.name} is gone`);
  return strategyOf({ map, family, winner: entry, visible, args: params });
}

interface HomeOf {
  visible: Entry[];
  module: string | undefined;
  options: AnswerOptions;
}

const sameParams = (a: Entry, b: Entry): boolean =>
  a !== b &&
  a.params.length === b.params.length &&
  a.params.every(({ key }, at) => key === b.params[at]?.key);

function toMember(map: DispatchMap, entry: Entry, home: HomeOf): FamilyMember {
  const strategy = homeStrategy(map, entry, home);
  return {
    signature: entry.signature,
    ...placed(entry, home.options),
    specificity: entry.overload.params,
    ...costed(strategy, home.options),
    ...(home.visible.some((other) => sameParams(entry, other)) ? { duplicate: true as const } : {}),
  };
}

/** All overloads of a name that a module sees. Throws a Failure (65) for a name that nothing bears. */
export function query(map: DispatchMap, params: QueryParams): QueryAnswer {
  const { symbol, module, options = {} } = params;
  const entries = findNamed(map, symbol, module)?.entries ?? [];
  const visible = entries.filter(({ overload }) => isVisible(map, overload, module));
  if (visible.length === 0) throw unknownSymbol(params, map.names());
  return {
    symbol,
    ...(module === undefined ? {} : { module }),
    family: visible.map((entry) => toMember(map, entry, { visible, module, options })),
  };
}
