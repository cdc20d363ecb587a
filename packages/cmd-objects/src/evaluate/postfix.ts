// What the language does itself, without a message: predicates, lists and dictionaries as JSON, and their iteration.
import type { Receiver } from '../space/trash-class.ts';
import type { Value } from '../values/value.ts';
import { isTrue, textOf } from '../values/value.ts';
import { ITERATION } from './iteration.ts';
import { JSON_PRIMITIVES } from './json-primitives.ts';
import type { Machine } from './machine.ts';
import { FILE_PREDICATES } from './file-predicates.ts';
import { matches } from '../values/operators.ts';

export interface Around {
  readonly machine: Machine;
  readonly self: Receiver;
}

export type Postfix = (receiver: Value, args: readonly Value[], around: Around) => Value;

/** A test that failed prints nothing in bash: so false is empty, and `aBlock value notEmpty` tells. */
const isEmpty = (value: Value): boolean =>
  value === false || (Array.isArray(value) ? value.length === 0 : textOf(value) === '');

/** By selector as written. */
export const POSTFIX: Readonly<Record<string, Postfix>> = {
  not: (receiver) => !isTrue(receiver),
  isEmpty: (receiver) => isEmpty(receiver),
  notEmpty: (receiver) => !isEmpty(receiver),
  'matches:': (receiver, [pattern]) => matches(receiver, pattern ?? null),
  ...FILE_PREDICATES,
  ...JSON_PRIMITIVES,
  ...ITERATION,
};
