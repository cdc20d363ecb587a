// TestCase: assertions for tests in the language, and the message that runs them.
import { OPERATORS } from '../evaluate/operators.ts';
import { matches } from '../values/operators.ts';
import { TrashError } from '../values/trash-error.ts';
import { isNil, isTrue, textOf, type Value } from '../values/value.ts';
import { runTests, tap } from '../testing/run-tests.ts';
import type { ClassDefinition, ClassMethod, InstanceMethod } from './define.ts';

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

function fail(reason: Value | undefined): never {
  throw new TrashError('AssertionFailed', reason === undefined ? 'failed' : textOf(reason));
}

/** @throws TrashError AssertionFailed when one of them failed */
const runAll: ClassMethod = (self, _args, space) => {
  const results = runTests(self.name, space);
  space.printer.print(tap(results));
  const failed = results.filter(({ failure }) => failure !== null).length;
  if (failed === 0) return `OK: ${results.length} tests passed`;
  throw new TrashError('AssertionFailed', `${failed} of ${results.length} tests failed`);
};

export const testCase: ClassDefinition = {
  name: 'TestCase',
  classMethods: { runAll },
  aliases: {
    'assert_equals:to:': 'assert:equals:',
    'assert_not_equals:to:': 'assert:notEquals:',
    'assert_true:': 'assertTrue:',
    'assert_false:': 'assertFalse:',
    'assert_nil:': 'assertNil:',
    'assert_not_nil:': 'assertNotNil:',
    'assert_contains:needle:': 'assert:contains:',
    'assert_matches:pattern:': 'assert:matches:',
    'assert_greater_than:than:': 'assert:greaterThan:',
    'assert_less_than:than:': 'assert:lessThan:',
  },
  methods: {
    setUp: () => null,
    tearDown: () => null,
    fail: () => fail(undefined),
    'fail:': (_self, [reason]) => fail(reason),
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
    'pending:': skips('pending'),
  },
};
