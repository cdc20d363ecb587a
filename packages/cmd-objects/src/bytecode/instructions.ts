// Code taken apart: what the verifier, the program and the disassembler look at instead of bytes.
import { bytecodeError } from './chunk.ts';
import { OPERAND_BYTES, type Opcode, type OperandKind, opcodeAt } from './opcodes.ts';

export interface Instruction {
  /** In the code, from 0. */
  readonly offset: number;
  readonly opcode: Opcode;
  /** A jump's is relative to the byte behind it. */
  readonly operands: readonly number[];
  /** The offset behind it. */
  readonly next: number;
}

const NONE: readonly number[] = [];

/** @throws TrashError BytecodeError for a byte that is no opcode, and for operands that are cut off */
export function instructionsOf(code: Uint8Array, version: 1 | 2): Instruction[] {
  const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  const instructions: Instruction[] = [];
  for (let offset = 0; offset < code.length;) {
    const instruction = instructionAt(view, offset, version);
    instructions.push(instruction);
    offset = instruction.next;
  }
  return instructions;
}

function instructionAt(view: DataView, offset: number, version: 1 | 2): Instruction {
  const byte = view.getUint8(offset);
  const opcode = opcodeAt(byte, version);
  if (opcode === undefined) {
    throw bytecodeError(`0x${byte.toString(16).padStart(2, '0')} is no opcode`, offset);
  }
  const { operands: kinds, name } = opcode;
  let next = offset + 1;
  if (kinds.length === 0) return { offset, opcode, operands: NONE, next };
  const operands: number[] = [];
  for (const kind of kinds) {
    if (next + OPERAND_BYTES[kind] > view.byteLength) {
      throw bytecodeError(`the code ends within ${name}`, offset);
    }
    operands.push(operandAt(view, next, kind));
    next += OPERAND_BYTES[kind];
  }
  return { offset, opcode, operands, next };
}

function operandAt(view: DataView, at: number, kind: OperandKind): number {
  if (kind === 'jump') return view.getInt16(at);
  return OPERAND_BYTES[kind] === 1 ? view.getUint8(at) : view.getUint16(at);
}

/** The offset that a jump leads to; null for what is no jump. */
export function jumpTarget({ opcode, operands, next }: Instruction): number | null {
  return opcode.operands[0] === 'jump' ? next + (operands[0] ?? 0) : null;
}
