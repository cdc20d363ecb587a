// The machine: runs a program with a frame of its own per call, so that what a message does cannot disturb it.
import { Block } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { isNil, isTrue, type Value } from '../values/value.ts';
import { type Cell, InstanceVariableCell } from './cell.ts';
import type { Chunk } from './chunk.ts';
import { type Frame, operandAt, popMany, variablesOf } from './frame.ts';
import { returnTo } from './home.ts';
import type { BlockHost } from './host.ts';
import { asProgramError, enter, leave, spend, within } from './limits.ts';
import { OPERATIONS } from './operations.ts';
import { add, isAtMost, isLess, multiply, subtract } from '../values/operators.ts';
import { END, type Program, programOf, WIDTH } from './program.ts';

export interface Binding {
  /** In the order of the chunk's captures. */
  readonly captures: readonly Cell[];
  readonly host: BlockHost;
}

export class BytecodeBlock extends Block {
  readonly program: Program;
  readonly captures: readonly Cell[];
  readonly host: BlockHost;

  /** @throws TrashError BytecodeError when the chunk does not verify, or there is not one cell per capture */
  constructor(chunk: Chunk, { captures, host }: Binding) {
    super();
    this.program = programOf(chunk);
    if (captures.length !== chunk.captures.length) {
      const needed = `${chunk.captures.length} captures are needed, ${captures.length} are given`;
      throw new TrashError('BytecodeError', needed);
    }
    this.captures = captures;
    this.host = host;
  }

  get parameters(): readonly string[] {
    return this.program.chunk.parameters;
  }

  /** @throws TrashError of the program, DepthExceeded, and NonLocalReturn on its way to the home of the block */
  call(args: readonly Value[]): Value {
    const { program, captures, host } = this;
    enter();
    try {
      spend(program.code.length / WIDTH);
      return run({ program, slots: variablesOf(program, args), captures, host });
    } catch (thrown) {
      throw asProgramError(thrown);
    } finally {
      leave();
    }
  }

  /** @throws TrashError BytecodeError when it takes more instructions, with those of blocks that it calls */
  callWithin(maxSteps: number, args: readonly Value[]): Value {
    return within(maxSteps, () => this.call(args));
  }
}

function run(frame: Frame): Value {
  const { program, slots, captures } = frame;
  const { code, constants } = program;
  for (let pc = 0; ; pc += WIDTH) {
    const op = code[pc] ?? END;
    const operand = code[pc + 1] ?? 0;
    // Numbers and no names: engines make a table of jumps of these only.
    switch (op) {
      case 0x01: // POP
        slots.pop();
        continue;
      case 0x10: // CONST
        slots.push(constants[operand]);
        continue;
      case 0x20: // LOAD_LOCAL, LOAD_PARAM
        slots.push(slots[operand]);
        continue;
      case 0x21: // STORE_LOCAL, STORE_PARAM
        slots[operand] = slots.pop();
        continue;
      case 0x25: // LOAD_CELL
        slots.push((slots[operand] as Cell).value);
        continue;
      case 0x26: // STORE_CELL
        (slots[operand] as Cell).value = slots.pop() as Value;
        continue;
      case 0x30: // LOAD_CAPTURE
        slots.push((captures[operand] as Cell).value);
        continue;
      case 0x31: // STORE_CAPTURE
        (captures[operand] as Cell).value = slots.pop() as Value;
        continue;
      case 0x50: // ADD
      case 0x51: // SUB
      case 0x52: // MUL
      case 0x62: // LT
      case 0x63: // LE
      case 0x64: // GT
      case 0x65: // GE
        slots.push(calculated(op, slots));
        continue;
      case 0x80: // JUMP
      case 0x81: // JUMP_TRUE
      case 0x82: // JUMP_FALSE
      case 0x83: // JUMP_NIL
      case 0x84: // JUMP_NOT_NIL
        if (!isTaken(op, slots)) continue;
        if (operand <= pc) spend((pc - operand) / WIDTH);
        pc = operand - WIDTH;
        continue;
      case 0xa0: // MAKE_BLOCK
        makeBlock(frame, pc);
        continue;
      case 0xf0: // RETURN
        return slots.pop() as Value;
      default:
        if (op > 0xf0 && op <= END) return ended(frame, op);
        OPERATIONS[op]?.(frame, pc);
    }
  }
}

function calculated(op: number, slots: unknown[]): Value {
  const right = slots.pop() as Value;
  const left = slots.pop() as Value;
  switch (op) {
    case 0x50: // ADD
      return add(left, right);
    case 0x51: // SUB
      return subtract(left, right);
    case 0x52: // MUL
      return multiply(left, right);
    case 0x62: // LT
      return isLess(left, right);
    case 0x63: // LE
      return isAtMost(left, right);
    case 0x64: // GT
      return isLess(right, left);
    default:
      return isAtMost(right, left);
  }
}

function isTaken(op: number, slots: unknown[]): boolean {
  if (op === 0x80) return true;
  const value = slots.pop() as Value;
  switch (op) {
    case 0x81: // JUMP_TRUE
      return isTrue(value);
    case 0x82: // JUMP_FALSE
      return !isTrue(value);
    case 0x83: // JUMP_NIL
      return isNil(value);
    default:
      return !isNil(value);
  }
}

/** RETURN_NIL, NON_LOCAL_RET, and the end of code of version 1, which returns what is on the stack. */
function ended({ program, slots, host }: Frame, op: number): Value {
  if (op === 0xf2) return returnTo(host.home, slots.pop() as Value);
  if (op === END && slots.length > program.variableCount) return slots.pop() as Value;
  return program.isText ? '' : null;
}

/** Binds by reference to what the block in it says it captures; version 1 has pushed copies too, which are dropped. */
function makeBlock(frame: Frame, pc: number): void {
  popMany(frame, operandAt(frame, pc, 1));
  const { program, slots, captures, host } = frame;
  const chunk = program.chunk.constants[operandAt(frame, pc)] as Chunk;
  const cells = chunk.captures.map(({ name, source, slot }): Cell => {
    if (source === 'ivar') return new InstanceVariableCell(host, name);
    if (source === 'capture') return captures[slot] as Cell;
    const first = source === 'local' ? program.chunk.parameters.length : 0;
    return slots[first + slot] as Cell;
  });
  slots.push(new BytecodeBlock(chunk, { captures: cells, host }));
}
