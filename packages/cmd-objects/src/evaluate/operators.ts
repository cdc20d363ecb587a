// The binary operators. `=` and its like compare texts, `==` and its like numbers.
import { TrashError } from '../values/trash-error.ts';
import { numberOf, textOf, type Value } from '../values/value.ts';
import { matches } from './regex.ts';

type Operator = (left: Value, right: Value) => Value;

const MOST = Number.MAX_SAFE_INTEGER;

/** Two integers stay integers; beyond 2^53 they have 64 bits, as in bash. */
function arithmetic(
  onNumbers: (a: number, b: number) => number,
  onIntegers: (a: bigint, b: bigint) => bigint,
): Operator {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') {
      const result = onNumbers(left, right);
      if (result <= MOST && result >= -MOST) return result;
    }
    const a = numberOf(left);
    const b = numberOf(right);
    if (!isWhole(a) || !isWhole(b)) return onNumbers(Number(a), Number(b));
    return shrunk(onIntegers(BigInt(a), BigInt(b)));
  };
}

const areIntegers = (a: number, b: number): boolean => Number.isInteger(a) && Number.isInteger(b);

const isWhole = (a: number | bigint): boolean => typeof a === 'bigint' || Number.isInteger(a);

function shrunk(value: bigint): number | bigint {
  const wrapped = BigInt.asIntN(64, value);
  const number = Number(wrapped);
  return Number.isSafeInteger(number) ? number : wrapped;
}

function notZero(left: Value, right: Value): void {
  if (Number(numberOf(right)) === 0)
    throw new TrashError('ZeroDivide', `${textOf(left)} divided by zero`);
}

const quotient = arithmetic(
  (a, b) => (areIntegers(a, b) ? Math.trunc(a / b) : a / b),
  (a, b) => a / b,
);
const remainder = arithmetic(
  (a, b) => a % b,
  (a, b) => a % b,
);

function compareNumbers(test: (a: number | bigint, b: number | bigint) => boolean): Operator {
  return (left, right) =>
    test(
      typeof left === 'number' ? left : numberOf(left),
      typeof right === 'number' ? right : numberOf(right),
    );
}

/** Numbers by their value; what is none is compared as text, which bash would call 0. */
function isSameNumber(left: Value, right: Value): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left === right;
  try {
    // eslint-disable-next-line eqeqeq -- 1n == 1
    return numberOf(left) == numberOf(right);
  } catch {
    return textOf(left) === textOf(right);
  }
}

const isSameText = (left: Value, right: Value): boolean =>
  left === right || textOf(left) === textOf(right);

export const OPERATORS = {
  '+': arithmetic(
    (a, b) => a + b,
    (a, b) => a + b,
  ),
  '-': arithmetic(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  '*': arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  '/': (left, right) => {
    notZero(left, right);
    return quotient(left, right);
  },
  '%': (left, right) => {
    notZero(left, right);
    return remainder(left, right);
  },
  ',': (left, right) => textOf(left) + textOf(right),
  '<': compareNumbers((a, b) => a < b),
  '>': compareNumbers((a, b) => a > b),
  '<=': compareNumbers((a, b) => a <= b),
  '>=': compareNumbers((a, b) => a >= b),
  '==': isSameNumber,
  '!=': (left, right) => !isSameNumber(left, right),
  '=': isSameText,
  '~=': (left, right) => !isSameText(left, right),
  '=~': (left, right) => matches(textOf(left), textOf(right)),
} satisfies Record<string, Operator>;

export const operatorOf = (name: string): Operator | undefined =>
  Object.hasOwn(OPERATORS, name) ? OPERATORS[name as keyof typeof OPERATORS] : undefined;

export function negated(value: Value | undefined): Value {
  return OPERATORS['-'](0, value ?? null);
}
