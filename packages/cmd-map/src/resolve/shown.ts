// What every answer says of an overload that it lists or selects: where it is, and how a call of it is made.
import type { Entry } from './family.ts';
import type { Strategy } from './strategy.ts';
import type { AnswerOptions, Costed, Placed } from './types.ts';

export const placed = ({ location, overload }: Entry, options: AnswerOptions): Placed => ({
  ...(location === undefined ? {} : { location }),
  ...(options.locations === 'object' && overload.location
    ? { source_location: overload.location }
    : {}),
});

export const costed = (
  { dispatch_strategy, performance_cost }: Strategy,
  options: AnswerOptions,
): Required<Omit<Costed, 'cost'>> & Costed => ({
  dispatch_strategy,
  performance_cost,
  ...(options.cost ? { cost: dispatch_strategy === 'static' ? 'static' : 'dynamic' } : {}),
});
