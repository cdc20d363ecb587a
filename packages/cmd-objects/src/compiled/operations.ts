// What compiled methods are made of: the rules are those that the evaluator and bytecode follow.
import { OPERATORS } from '../evaluate/operators.ts';
import { caughtText } from '../evaluate/try-catch.ts';
import { Block, FunctionBlock } from '../values/block.ts';
import { negate } from '../values/operators.ts';
import { TrashError } from '../values/trash-error.ts';
import { isNil, isTrue, jsonOf, numberOf, textOf, type Value } from '../values/value.ts';
import { Home } from './home.ts';

/** The value of a block that somebody holds; what is no block is its own value. */
const held = (value: Value, argument: Value): Value =>
  value instanceof Block ? value.call([argument]) : value;

/** `try: [...] catch: [:error | ...]` for its value. */
function attempt(body: () => Value, handler: (error: Value) => Value): Value {
  try {
    return body();
  } catch (thrown) {
    return handler(caughtText(thrown));
  }
}

function fail(type: string, message: string): never {
  throw new TrashError(type, message);
}

export const operations = {
  add: OPERATORS['+'],
  subtract: OPERATORS['-'],
  multiply: OPERATORS['*'],
  divide: OPERATORS['/'],
  remainder: OPERATORS['%'],
  concatenate: OPERATORS[','],
  isLess: OPERATORS['<'],
  isGreater: OPERATORS['>'],
  isAtMost: OPERATORS['<='],
  isAtLeast: OPERATORS['>='],
  isSameNumber: OPERATORS['=='],
  isOtherNumber: OPERATORS['!='],
  isSameText: OPERATORS['='],
  isOtherText: OPERATORS['~='],
  matches: OPERATORS['=~'],
  negate,
  textOf,
  isTrue,
  isNil,
  jsonOf,
  /** How often, or from where to where. */
  count: (value: Value): number => Number(numberOf(value)),
  block: (parameters: readonly string[], body: (...args: readonly Value[]) => Value): Block =>
    new FunctionBlock(body, parameters),
  held,
  attempt,
  caught: caughtText,
  fail,
  home: (): Home => new Home(),
};
