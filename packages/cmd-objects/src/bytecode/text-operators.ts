// The operators of version 1, where every value is a text: integers only, and a division by zero is "0".
import { isTrue, parseNumber, Reference, textOf, type Value } from '../values/value.ts';
import type { OpName } from './opcodes.ts';
import { add, divide, multiply, negate, remainder, subtract } from '../values/operators.ts';

/** A block, an object and a class stay what they are: their text is their name. */
export function asText(value: Value): Value {
  return typeof value === 'string' || value instanceof Reference ? value : textOf(value);
}

/** What is no integer counts as 0. */
function integerOf(value: Value): number | bigint {
  const number = parseNumber(textOf(value));
  return typeof number === 'bigint' || Number.isSafeInteger(number) ? (number as number) : 0;
}

type Operator = (left: Value, right: Value) => Value;

const onIntegers =
  (operator: Operator): Operator =>
  (left, right) =>
    textOf(operator(integerOf(left), integerOf(right)));

const zeroSafe =
  (operator: Operator): Operator =>
  (left, right) =>
    Number(integerOf(right)) === 0 ? '0' : onIntegers(operator)(left, right);

const comparing =
  (isSo: (left: number | bigint, right: number | bigint) => boolean): Operator =>
  (left, right) =>
    String(isSo(integerOf(left), integerOf(right)));

export const TEXT_BINARY: ReadonlyMap<OpName, Operator> = new Map<OpName, Operator>([
  ['ADD', onIntegers(add)],
  ['SUB', onIntegers(subtract)],
  ['MUL', onIntegers(multiply)],
  ['DIV', zeroSafe(divide)],
  ['MOD', zeroSafe(remainder)],
  ['EQ', (left, right) => String(textOf(left) === textOf(right))],
  ['NE', (left, right) => String(textOf(left) !== textOf(right))],
  ['LT', comparing((left, right) => left < right)],
  ['LE', comparing((left, right) => left <= right)],
  ['GT', comparing((left, right) => left > right)],
  ['GE', comparing((left, right) => left >= right)],
  ['AND', (left, right) => String(isTrue(left) && isTrue(right))],
  ['OR', (left, right) => String(isTrue(left) || isTrue(right))],
]);

export const TEXT_UNARY: ReadonlyMap<OpName, (value: Value) => Value> = new Map<
  OpName,
  (value: Value) => Value
>([
  ['NEG', (value: Value) => textOf(negate(integerOf(value)))],
  ['NOT', (value: Value) => String(!isTrue(value))],
  ['STRLEN', (value: Value) => String(lengthOf(value))],
]);

/** In characters. */
export function lengthOf(value: Value): number {
  const text = textOf(value);
  let length = 0;
  for (let at = 0; at < text.length; length++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return length;
}
