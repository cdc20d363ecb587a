// A block is the same block as a closure and as bytecode.
import { afterAll, describe, expect, it } from 'vitest';
import { revive } from '../bytecode/serialise.ts';
import { Runtime } from '../runtime.ts';
import { Block } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { type Json, textOf, type Value } from '../values/value.ts';
import { blockFromText } from './block-argument.ts';
import { blockHost } from './block-host.ts';
import { serialiseBlock } from './serialise-block.ts';

const runtime = Runtime.open({ database: ':memory:' });
const { space } = runtime;
afterAll(() => runtime.close());

function closureOf(source: string): Block {
  const block = blockFromText(source, space);
  if (block instanceof Block) return block;
  throw new Error(`no block: ${source}`);
}

const revived = (block: Block): Block =>
  revive(serialiseBlock(block, space), (owner) => blockHost(space, owner));

/** The text of the value, or the type and message of the error. */
function outcome(block: Block, args: readonly Value[]): string {
  try {
    return `= ${textOf(block.call(args))}`;
  } catch (error) {
    if (error instanceof TrashError) return `${error.type}: ${error.message}`;
    throw error;
  }
}

const CASES: readonly [source: string, ...args: Json[]][] = [
  ['[:x | x + 1]', 41],
  ['[:x | x + 1]', '41'],
  ['[:x | x + 1]', 'no'],
  ['[:x | x + 1]'],
  ['[:x :y | x * y]', 6, 7],
  ['[:x :y | x - y , x]', 6, 7],
  ['[:x | x / 0]', 1],
  ['[:x | x % 3 * 2 - -1]', 7],
  ['[:x | 9007199254740991 + x]', 5],
  ['[:x | (x > 3) ifTrue: ["big"] ifFalse: ["small"]]', 4],
  ['[:x | x > 3 ifTrue: ["big"]]', 2],
  ['[:x | | sum | sum := 0. 1 to: x do: [:i | sum := sum + i]. sum]', 10],
  ['[:x | | n | n := 0. [n < x] whileTrue: [n := n + 2]. n]', 5],
  ['[:x | | n | n := 0. x timesRepeat: [n := n + 3]. n]', 4],
  ['[:x | x ifNil: ["none"] ifNotNil: [:v | v , "!"]]', 'a'],
  ['[:x | x ifNil: ["none"] ifNotNil: [:v | v , "!"]]', null],
  ['[:x | (x > 0) and: [x < 5]]', 3],
  ['[:x | (x > 0) or: [1 / 0]]', 3],
  ['[:x | (x > 0) not]', 3],
  ['[:x | "it is $x and ${x}"]', 'so'],
  ['[:x | #(1 2 three) arrayAt: x]', 1],
  ['[:x | (#(1 2) arrayPush: x) arrayLength]', 'a'],
  ['[:x | x arrayAt: 9]', '[1]'],
  ['[:x | #{a: 1} objectAt: x]', 'a'],
  ['[:x | x isEmpty]', ''],
  ['[:x | x matches: "^b.b$"]', 'bob'],
  ['[:x | x =~ "[[:digit:]]+"]', 'a1'],
  ['[:x | x = "a"]', 'a'],
  ['[:x | x == 1]', '1'],
  ['[:x | try: [x / 0] catch: [:e | e]]', 1],
  ['[:x | @ Counter description]', null],
  ['[:x | @ Counter nothing]', null],
  ['[:x | @ Counter respondsTo: x; printString]', 'new'],
  ['[:x | | b | b := [:y | x + y]. @ b valueWith: 2]', 40],
  [
    '[:x | | f | f := [:n | n < 2 ifTrue: [1] ifFalse: [n * (@ f valueWith: n - 1)]]. @ f valueWith: x]',
    5,
  ],
  ['[:x | x collect: [:y | y * 2]]', '[1,2]'],
  ['[:x | x inject: 0 into: [:a :b | a + b]]', '[1,2,3]'],
  ['[:x | ^ x]', 1],
];

describe('a closure and its bytecode', () => {
  it.each(CASES)('%s of %j', (source, ...args) => {
    const block = closureOf(source);
    const before = outcome(block, args);
    const after = outcome(revived(block), args);
    // A block that was sent elsewhere has no method to return from.
    if (source.includes('^ ')) expect(after).toMatch(/^DeadFrame/);
    else expect(after).toBe(before);
  });

  it('takes the values of its variables with it', () => {
    const maker = closureOf('[:n | [:x | x + n]]');
    const adder = maker.call([5]) as Block;
    expect(textOf(revived(adder).call([10]))).toBe('15');
  });

  it('what only bash can run has none, and says where', () => {
    expect(() => serialiseBlock(closureOf('[:x | $(date)]'), space)).toThrow(/line 1/);
  });
});
