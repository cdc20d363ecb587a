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
    const byte = code[offset] ?? 0;
    const opcode = opcodeAt(byte, version);
    if (opcode === undefined) {
      throw bytecodeError(`0x${byte.toString(16).padStart(2, '0')} is no opcode`, offset);
    }
    const next = offset + 1 + bytesOf(opcode);
    if (next > code.length) throw bytecodeError(`the code ends within ${opcode.name}`, offset);
    instructions.push({ offset, opcode, operands: operandsAt(view, offset + 1, opcode), next });
    offset = next;
  }
  return instructions;
}

function bytesOf({ operands }: Opcode): number {
  let bytes = 0;
  for (const kind of operands) bytes += OPERAND_BYTES[kind];
  return bytes;
}

function operandsAt(view: DataView, start: number, opcode: Opcode): readonly number[] {
  if (opcode.operands.length === 0) return NONE;
  let at = start;
  return opcode.operands.map((kind) => {
    const operand = operandAt(view, at, kind);
    at += OPERAND_BYTES[kind];
    return operand;
  });
}

function operandAt(view: DataView, at: number, kind: OperandKind): number {
  if (kind === 'jump') return view.getInt16(at);
  return OPERAND_BYTES[kind] === 1 ? view.getUint8(at) : view.getUint16(at);
}

/** The offset that a jump leads to; null for what is no jump. */
export function jumpTarget({ opcode, operands, next }: Instruction): number | null {
  return opcode.operands[0] === 'jump' ? next + (operands[0] ?? 0) : null;
}

/** Offset to index; -1 where no instruction begins. The end of the code is none. */
export function indexesOf(instructions: readonly Instruction[], codeLength: number): Int32Array {
  const indexes = new Int32Array(codeLength + 1).fill(-1);
  instructions.forEach(({ offset }, index) => (indexes[offset] = index));
  return indexes;
}
