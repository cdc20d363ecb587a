// What the opcodes do that are not in the machine's inner loop.
import { normalSelector } from '../language/selector.ts';
import { Block, blockOf } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { isTrue, textOf, type Value } from '../values/value.ts';
import { type CollectionOperation, COLLECTIONS, makeDictionary, makeList } from './collections.ts';
import { type Cell, LocalCell } from './cell.ts';
import { type Frame, give, nameAt, operandAt, pop, popMany } from './frame.ts';
import { concatenate, divide, isSameNumber, isSameText, matches } from './operators.ts';
import { negate, not, remainder } from './operators.ts';
import { AS_TEXT, NEW_CELL } from './program.ts';
import { lengthOf, TEXT_BINARY, TEXT_UNARY } from './text-operators.ts';

/** Takes from the frame's stack and pushes onto it; operands stand behind `pc`. */
export type Operation = (frame: Frame, pc: number) => void;

type Binary = (left: Value, right: Value) => Value;
type Unary = (value: Value) => Value;

const BINARY: ReadonlyMap<number, Binary> = new Map<number, Binary>([
  [0x53, divide],
  [0x54, remainder],
  [0x60, isSameText],
  [0x61, (left, right) => !isSameText(left, right)],
  [0x66, isSameNumber],
  [0x67, (left, right) => !isSameNumber(left, right)],
  [0x69, (left, right) => isTrue(left) && isTrue(right)],
  [0x6a, (left, right) => isTrue(left) || isTrue(right)],
  [0x6c, matches],
  [0x70, concatenate],
]);

const UNARY: ReadonlyMap<number, Unary> = new Map<number, Unary>([
  [0x55, negate],
  [0x68, not],
  [0x6b, isTrue],
  [0x71, lengthOf],
]);

const OTHERS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x00, () => undefined],
  [0x02, ({ slots }) => slots.push(slots.at(-1))],
  [0x03, ({ slots }) => slots.push(...slots.splice(-2, 2).reverse())],
  [0x04, ({ slots }) => slots.push(slots.splice(-3, 1)[0])],
  [0x17, (frame) => give(frame, frame.host.self)],
  [0x24, ({ slots, program }, pc) => (slots[program.code[pc + 1] ?? 0] = null)],
  [NEW_CELL, (frame, pc) => (frame.slots[operandAt(frame, pc)] = new LocalCell(null))],
  [0x40, (frame, pc) => give(frame, frame.host.getVariable(nameAt(frame, pc)))],
  [0x41, (frame, pc) => frame.host.setVariable(nameAt(frame, pc), pop(frame))],
  [0x42, (frame, pc) => give(frame, frame.host.getClassVariable(nameAt(frame, pc)))],
  [0x43, (frame, pc) => frame.host.setClassVariable(nameAt(frame, pc), pop(frame))],
  [0x90, send],
  [0x91, sendSelf],
  [0x92, sendSuper],
  [0x93, sendClass],
  [0x94, primitive],
  [0xa1, (frame, pc) => invoke(frame, popMany(frame, operandAt(frame, pc)))],
  [0xa2, blockValue],
  [0xa3, tryBlock],
  [0xc0, (frame, pc) => give(frame, makeList(popMany(frame, operandAt(frame, pc))))],
  [0xc1, (frame, pc) => give(frame, makeDictionary(popMany(frame, 2 * operandAt(frame, pc))))],
  [0x30 + AS_TEXT, loadCaptureAsText],
]);

/** By opcode; absent: the inner loop has it. */
export const OPERATIONS: readonly (Operation | undefined)[] = operations();

function operations(): (Operation | undefined)[] {
  const table = new Array<Operation | undefined>(2 * AS_TEXT).fill(undefined);
  for (const [code, operator] of BINARY) table[code] = binary(operator);
  for (const [code, operator] of UNARY) table[code] = unary(operator);
  for (const [code, operator] of TEXT_BINARY) table[code + AS_TEXT] = binary(operator);
  for (const [code, operator] of TEXT_UNARY) table[code + AS_TEXT] = unary(operator);
  for (const [code, operation] of COLLECTIONS) table[code] = collection(operation);
  for (const [code, operation] of OTHERS) table[code] = operation;
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
