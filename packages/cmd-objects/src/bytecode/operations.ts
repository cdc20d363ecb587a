// What the opcodes do that are not in the machine's inner loop.
import { normalSelector } from '../language/selector.ts';
import { Block, blockOf } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { isTrue, textOf, type Value } from '../values/value.ts';
import { type CollectionOperation, COLLECTIONS, makeDictionary, makeList } from './collections.ts';
import { type Cell, LocalCell } from './cell.ts';
import { type Frame, give, nameAt, operandAt, pop, popMany } from './frame.ts';
import { concatenate, divide, isSameNumber, isSameText, matches } from '../values/operators.ts';
import { negate, not, remainder } from '../values/operators.ts';
import { opcodeOf, type OpName } from './opcodes.ts';
import { AS_TEXT, NEW_CELL } from './program.ts';
import { lengthOf, TEXT_BINARY, TEXT_UNARY } from './text-operators.ts';

/** Takes from the frame's stack and pushes onto it; operands stand behind `pc`. */
export type Operation = (frame: Frame, pc: number) => void;

type Binary = (left: Value, right: Value) => Value;
type Unary = (value: Value) => Value;

const BINARY: ReadonlyMap<OpName, Binary> = new Map<OpName, Binary>([
  ['DIV', divide],
  ['MOD', remainder],
  ['EQ', isSameText],
  ['NE', (left, right) => !isSameText(left, right)],
  ['NUM_EQ', isSameNumber],
  ['NUM_NE', (left, right) => !isSameNumber(left, right)],
  ['AND', (left, right) => isTrue(left) && isTrue(right)],
  ['OR', (left, right) => isTrue(left) || isTrue(right)],
  ['MATCHES', matches],
  ['CONCAT', concatenate],
]);

const UNARY: ReadonlyMap<OpName, Unary> = new Map<OpName, Unary>([
  ['NEG', negate],
  ['NOT', not],
  ['TRUTH', isTrue],
  ['STRLEN', lengthOf],
]);

const OTHERS: ReadonlyMap<OpName, Operation> = new Map<OpName, Operation>([
  ['NOP', () => undefined],
  ['DUP', ({ slots }) => slots.push(slots.at(-1))],
  ['SWAP', ({ slots }) => slots.push(...slots.splice(-2, 2).reverse())],
  ['ROT', ({ slots }) => slots.push(slots.splice(-3, 1)[0])],
  ['LOAD_SELF', (frame) => give(frame, frame.host.self)],
  ['NEW_LOCAL', (frame, pc) => (frame.slots[operandAt(frame, pc)] = null)],
  ['LOAD_IVAR', (frame, pc) => give(frame, frame.host.getVariable(nameAt(frame, pc)))],
  ['STORE_IVAR', (frame, pc) => frame.host.setVariable(nameAt(frame, pc), pop(frame))],
  ['LOAD_CLASS_VAR', (frame, pc) => give(frame, frame.host.getClassVariable(nameAt(frame, pc)))],
  ['STORE_CLASS_VAR', (frame, pc) => frame.host.setClassVariable(nameAt(frame, pc), pop(frame))],
  ['SEND', send],
  ['SEND_SELF', sendSelf],
  ['SEND_SUPER', sendSuper],
  ['SEND_CLASS', sendClass],
  ['PRIMITIVE', primitive],
  ['INVOKE_BLOCK', (frame, pc) => invoke(frame, popMany(frame, operandAt(frame, pc)))],
  ['BLOCK_VALUE', blockValue],
  ['TRY', tryBlock],
  ['MAKE_LIST', (frame, pc) => give(frame, makeList(popMany(frame, operandAt(frame, pc))))],
  [
    'MAKE_DICTIONARY',
    (frame, pc) => give(frame, makeDictionary(popMany(frame, 2 * operandAt(frame, pc)))),
  ],
]);

/** By the code of the program; absent: the inner loop has it. */
export const OPERATIONS: readonly (Operation | undefined)[] = operations();

function operations(): (Operation | undefined)[] {
  const table = new Array<Operation | undefined>(2 * AS_TEXT).fill(undefined);
  const put = (name: OpName, operation: Operation, form = 0) => {
    table[opcodeOf(name).code + form] = operation;
  };
  for (const [name, operator] of BINARY) put(name, binary(operator));
  for (const [name, operator] of UNARY) put(name, unary(operator));
  for (const [name, operator] of TEXT_BINARY) put(name, binary(operator), AS_TEXT);
  for (const [name, operator] of TEXT_UNARY) put(name, unary(operator), AS_TEXT);
  for (const [name, operation] of COLLECTIONS) put(name, collection(operation));
  for (const [name, operation] of OTHERS) put(name, operation);
  put('LOAD_CAPTURE', loadCaptureAsText, AS_TEXT);
  table[NEW_CELL] = newCell;
  return table;
}

function binary(operator: Binary): Operation {
  return ({ slots }) => {
    const right = slots.pop() as Value;
    slots.push(operator(slots.pop() as Value, right));
  };
}

function unary(operator: Unary): Operation {
  return ({ slots }) => slots.push(operator(slots.pop() as Value));
}

function collection(operation: CollectionOperation): Operation {
  return (frame) => {
    const [first = null, second = null, third = null] = popMany(frame, operation.pops);
    give(frame, operation.run(first, second, third));
  };
}

/** Version 1 was written by others, who may have left the colons in. */
function selectorAt(frame: Frame, pc: number, place = 0): string {
  const name = nameAt(frame, pc, place);
  return frame.program.isText ? normalSelector(name) : name;
}

function send(frame: Frame, pc: number): void {
  const args = popMany(frame, operandAt(frame, pc, 1));
  give(frame, frame.host.send(pop(frame), selectorAt(frame, pc), args));
}

function sendSelf(frame: Frame, pc: number): void {
  const args = popMany(frame, operandAt(frame, pc, 1));
  give(frame, frame.host.send(frame.host.self, selectorAt(frame, pc), args));
}

function sendSuper(frame: Frame, pc: number): void {
  const args = popMany(frame, operandAt(frame, pc, 1));
  give(frame, frame.host.sendSuper(selectorAt(frame, pc), args));
}

function sendClass(frame: Frame, pc: number): void {
  const args = popMany(frame, operandAt(frame, pc, 2));
  give(frame, frame.host.send(nameAt(frame, pc), selectorAt(frame, pc, 1), args));
}

function primitive(frame: Frame, pc: number): void {
  const args = popMany(frame, operandAt(frame, pc, 1));
  give(frame, frame.host.primitive(nameAt(frame, pc), pop(frame), args));
}

function newCell(frame: Frame, pc: number): void {
  frame.slots[operandAt(frame, pc)] = new LocalCell(null);
}

function loadCaptureAsText(frame: Frame, pc: number): void {
  give(frame, (frame.captures[operandAt(frame, pc)] as Cell).value);
}

function invoke(frame: Frame, args: readonly Value[]): void {
  give(frame, blockFrom(pop(frame)).call(args));
}

/** What is no block is its own value, as in `ready ifTrue: 5`. In version 1 it is an error. */
function blockValue(frame: Frame): void {
  const value = pop(frame);
  const block = frame.program.isText ? blockFrom(value) : named(value);
  give(frame, block instanceof Block ? block.call([]) : value);
}

/** A block by its id; else the value itself. */
function named(value: Value): Value {
  return typeof value === 'string' ? (blockOf(value) ?? value) : value;
}

/** @throws TrashError TypeError for what is neither a block nor the id of one */
function blockFrom(value: Value): Block {
  const block = named(value);
  if (block instanceof Block) return block;
  throw new TrashError('TypeError', `'${textOf(value)}' is not a block`);
}

function tryBlock(frame: Frame): void {
  const handler = blockFrom(pop(frame));
  const body = blockFrom(pop(frame));
  give(frame, tried(body, handler));
}

function tried(body: Block, handler: Block): Value {
  try {
    return body.call([]);
  } catch (thrown) {
    if (!(thrown instanceof TrashError)) throw thrown;
    return handler.call([`${thrown.type}: ${thrown.message}`]);
  }
}
