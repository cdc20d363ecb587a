// The operators of version 1, where every value is a text: integers only, and a division by zero is "0".
import { isTrue, parseNumber, Reference, textOf, type Value } from '../values/value.ts';
import { add, divide, multiply, negate, remainder, subtract } from './operators.ts';

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

/** By opcode. */
export const TEXT_BINARY: ReadonlyMap<number, Operator> = new Map<number, Operator>([
  [0x50, onIntegers(add)],
  [0x51, onIntegers(subtract)],
  [0x52, onIntegers(multiply)],
  [0x53, zeroSafe(divide)],
  [0x54, zeroSafe(remainder)],
  [0x60, (left, right) => String(textOf(left) === textOf(right))],
  [0x61, (left, right) => String(textOf(left) !== textOf(right))],
  [0x62, comparing((left, right) => left < right)],
  [0x63, comparing((left, right) => left <= right)],
  [0x64, comparing((left, right) => left > right)],
  [0x65, comparing((left, right) => left >= right)],
  [0x69, (left, right) => String(isTrue(left) && isTrue(right))],
  [0x6a, (left, right) => String(isTrue(left) || isTrue(right))],
]);

export const TEXT_UNARY: ReadonlyMap<number, (value: Value) => Value> = new Map([
  [0x55, (value: Value) => textOf(negate(integerOf(value)))],
  [0x68, (value: Value) => String(!isTrue(value))],
  [0x71, (value: Value) => String(lengthOf(value))],
]);

/** In characters. */
export function lengthOf(value: Value): number {
  const text = textOf(value);
  let length = 0;
  for (let at = 0; at < text.length; length++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return length;
}
