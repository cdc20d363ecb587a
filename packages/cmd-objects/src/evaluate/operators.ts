// The binary operators by their signs. `=` and its like compare texts, `==` and its like numbers.
import {
  add,
  concatenate,
  divide,
  isAtMost,
  isLess,
  isSameNumber,
  isSameText,
  matches,
  multiply,
  remainder,
  subtract,
} from '../values/operators.ts';
import type { Value } from '../values/value.ts';

type Operator = (left: Value, right: Value) => Value;

export const OPERATORS = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': remainder,
  ',': concatenate,
  '<': isLess,
  '>': (left, right) => isLess(right, left),
  '<=': isAtMost,
  '>=': (left, right) => isAtMost(right, left),
  '==': isSameNumber,
  '!=': (left, right) => !isSameNumber(left, right),
  '=': isSameText,
  '~=': (left, right) => !isSameText(left, right),
  '=~': matches,
} satisfies Record<string, Operator>;

export const operatorOf = (name: string): Operator | undefined =>
  Object.hasOwn(OPERATORS, name) ? OPERATORS[name as keyof typeof OPERATORS] : undefined;
