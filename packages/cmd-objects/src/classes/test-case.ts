// TestCase: assertions for tests in the language.
import { OPERATORS } from '../evaluate/operators.ts';
import { matches } from '../values/operators.ts';
import { TrashError } from '../values/trash-error.ts';
import { isNil, isTrue, textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, InstanceMethod } from './define.ts';

type Test = (actual: Value, expected: Value) => Value;

/** @param words what stands between the two values when it fails */
const asserts =
  (test: Test, words: string): InstanceMethod =>
  (_self, [actual = null, expected = null]) => {
    if (isTrue(test(actual, expected))) return;
    throw new TrashError('AssertionFailed', `'${textOf(actual)}' ${words} '${textOf(expected)}'`);
  };

const assertsOne =
  (test: (actual: Value) => boolean, words: string): InstanceMethod =>
  (_self, [actual = null]) => {
    if (test(actual)) return;
    throw new TrashError('AssertionFailed', `'${textOf(actual)}' ${words}`);
  };

const skips =
  (reason: string): InstanceMethod =>
  (_self, [given]) => {
    throw new TrashError('TestSkipped', given === undefined ? reason : textOf(given));
  };

export const testCase: ClassDefinition = {
  name: 'TestCase',
  methods: {
    'assert:equals:': asserts(OPERATORS['='], 'is not equal to'),
    'assert:notEquals:': asserts(OPERATORS['~='], 'is equal to'),
    'assert:contains:': asserts(
      (text, part) => textOf(text).includes(textOf(part)),
      'does not contain',
    ),
    'assert:matches:': asserts(
      (text, pattern) => matches(textOf(text), textOf(pattern)),
      'does not match',
    ),
    'assert:greaterThan:': asserts(OPERATORS['>'], 'is not greater than'),
    'assert:lessThan:': asserts(OPERATORS['<'], 'is not less than'),
    'assert:greaterOrEqual:': asserts(OPERATORS['>='], 'is less than'),
    'assert:lessOrEqual:': asserts(OPERATORS['<='], 'is greater than'),
    'assert:': assertsOne(isTrue, 'is not true'),
    'assertTrue:': assertsOne(isTrue, 'is not true'),
    'assertFalse:': assertsOne((value) => !isTrue(value), 'is not false'),
    'assertNil:': assertsOne(isNil, 'is not nil'),
    'assertNotNil:': assertsOne((value) => !isNil(value), 'is nil'),
    skip: skips('skipped'),
    'skip:': skips('skipped'),
    pending: skips('pending'),
  },
};
