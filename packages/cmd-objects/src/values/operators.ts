// What + - * / % , = == < =~ … mean: 64-bit integers as in bash, floats where one side is a float.
import { TrashError } from './trash-error.ts';
import { isTrue, numberOf, parseNumber, textOf, type Value } from './value.ts';
import { patternOf } from './pattern.ts';

type Numeric = number | bigint;

/** Characters; more is an error, before memory runs out. */
export const MAX_TEXT = 16 * 1024 * 1024;

const isInteger = (value: Numeric) => typeof value === 'bigint' || Number.isSafeInteger(value);

/** As a number where that is exact, and within 64 bits. */
function fitted(value: bigint): Numeric {
  const wrapped = BigInt.asIntN(64, value);
  const number = Number(wrapped);
  return Number.isSafeInteger(number) ? number : wrapped;
}

interface Arithmetic {
  readonly integers: (left: bigint, right: bigint) => bigint;
  readonly floats: (left: number, right: number) => number;
}

function calculate(left: Value, right: Value, { integers, floats }: Arithmetic): Numeric {
  const a = numberOf(left);
  const b = numberOf(right);
  if (!isInteger(a) || !isInteger(b)) return floats(Number(a), Number(b));
  return fitted(integers(BigInt(a), BigInt(b)));
}

const ADD: Arithmetic = { integers: (a, b) => a + b, floats: (a, b) => a + b };
const SUBTRACT: Arithmetic = { integers: (a, b) => a - b, floats: (a, b) => a - b };
const MULTIPLY: Arithmetic = { integers: (a, b) => a * b, floats: (a, b) => a * b };
const DIVIDE: Arithmetic = { integers: (a, b) => a / b, floats: (a, b) => a / b };
const REMAINDER: Arithmetic = { integers: (a, b) => a % b, floats: (a, b) => a % b };

// Numbers whose result is exact take the short way: it is what blocks mostly do.
const isExact = (value: number) =>
  value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;

export function add(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (isExact(sum)) return sum;
  }
  return calculate(left, right, ADD);
}

export function subtract(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const difference = left - right;
    if (isExact(difference)) return difference;
  }
  return calculate(left, right, SUBTRACT);
}

export function multiply(left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    if (isExact(product)) return product;
  }
  return calculate(left, right, MULTIPLY);
}

/** Of integers towards zero. @throws TrashError ZeroDivide */
export function divide(left: Value, right: Value): Value {
  return calculate(left, divisor(left, right), DIVIDE);
}

/** With the sign of the left side. @throws TrashError ZeroDivide */
export function remainder(left: Value, right: Value): Value {
  return calculate(left, divisor(left, right), REMAINDER);
}

function divisor(dividend: Value, value: Value): Numeric {
  const number = numberOf(value);
  if (Number(number) === 0)
    throw new TrashError('ZeroDivide', `${textOf(dividend)} divided by zero`);
  return number;
}

export function negate(value: Value): Value {
  return subtract(0, value);
}

export function isLess(left: Value, right: Value): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  return numberOf(left) < numberOf(right);
}

export function isAtMost(left: Value, right: Value): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left <= right;
  return numberOf(left) <= numberOf(right);
}

/** `=`: the same text. */
export function isSameText(left: Value, right: Value): boolean {
  return textOf(left) === textOf(right);
}

/** `==`: the same number; the same text where one side is no number. */
export function isSameNumber(left: Value, right: Value): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left === right;
  const a = numberIn(left);
  const b = numberIn(right);
  // === would say that a number never equals a bigint.
  return a === null || b === null ? isSameText(left, right) : a <= b && a >= b;
}

function numberIn(value: Value): Numeric | null {
  if (typeof value === 'string' && value !== '') return parseNumber(value);
  return typeof value === 'object' && value !== null ? null : numberOf(value);
}

/** @throws TrashError InvalidArgument when the text would be too long */
export function concatenate(left: Value, right: Value): string {
  const text = textOf(left) + textOf(right);
  if (text.length <= MAX_TEXT) return text;
  throw new TrashError('InvalidArgument', `a text of more than ${MAX_TEXT} characters`);
}

/** `=~`: whether the pattern is found in the text. @throws TrashError InvalidArgument for a bad pattern */
export function matches(text: Value, pattern: Value): boolean {
  return patternOf(textOf(pattern)).test(textOf(text));
}

export const not = (value: Value): boolean => !isTrue(value);
