// What is checked once, so that the machine needs no checks: operands, jump targets, the stack at every join, every end.
import { bytecodeError, type Capture, Chunk, type ChunkParts } from './chunk.ts';
import { indexesOf, type Instruction, instructionsOf, jumpTarget } from './instructions.ts';
import { type OperandKind, popsOf } from './opcodes.ts';

/** Values that one run may have on its stack. */
const MAX_STACK = 0xffff;

/**
 * Checks a block and the blocks in it.
 * @throws TrashError BytecodeError, with the offset in the code of the block that is wrong
 */
export function verify(chunk: Chunk): void {
  const instructions = instructionsOf(chunk.code, chunk.version);
  const indexes = indexesOf(instructions, chunk.code.length);
  for (const instruction of instructions) {
    if (instruction.operands.length === 0) continue;
    checkOperands(instruction, chunk);
    checkTarget(instruction, { chunk, indexes });
  }
  new StackCheck(chunk, { instructions, indexes }).run();
  for (const constant of chunk.constants) {
    if (!(constant instanceof Chunk)) continue;
    for (const [index, capture] of constant.captures.entries()) {
      checkCapture(capture, { index, around: chunk });
    }
    verify(constant);
  }
}

const LIMITS: Readonly<Partial<Record<OperandKind, (chunk: ChunkParts) => number>>> = {
  constant: ({ constants }) => constants.length,
  name: ({ constants }) => constants.length,
  block: ({ constants }) => constants.length,
  local: ({ localCount }) => localCount,
  parameter: ({ parameters }) => parameters.length,
  capture: ({ captures }) => captures.length,
};

function checkOperands({ opcode, operands, offset }: Instruction, chunk: Chunk): void {
  for (const [place, kind] of opcode.operands.entries()) {
    const operand = operands[place] ?? 0;
    const limit = LIMITS[kind]?.(chunk) ?? Infinity;
    if (operand >= limit) {
      const what = kind === 'name' || kind === 'block' ? 'constant' : kind;
      throw bytecodeError(`${opcode.name} of ${what} ${operand}, and there are ${limit}`, offset);
    }
    const wrong = wrongConstant(kind, chunk, operand);
    if (wrong !== null) throw bytecodeError(`${opcode.name} of ${wrong}`, offset);
  }
}

function wrongConstant(kind: OperandKind, { constants }: Chunk, index: number): string | null {
  const constant = constants[index];
  const isBlock = constant instanceof Chunk;
  if (kind === 'constant' && isBlock) return `constant ${index}, which is a block`;
  if (kind === 'block' && !isBlock) return `constant ${index}, which is no block`;
  if (kind === 'name' && typeof constant !== 'string') return `constant ${index}, which is no text`;
  return null;
}

function checkTarget(
  instruction: Instruction,
  { chunk, indexes }: { chunk: Chunk; indexes: Int32Array },
): void {
  const target = jumpTarget(instruction);
  if (target === null || (indexes[target] ?? -1) >= 0) return;
  // Version 1 may run into its end.
  if (target === chunk.code.length && chunk.version === 1) return;
  const where = target < 0 || target >= chunk.code.length ? 'out of the code' : 'into an operand';
  throw bytecodeError(
    `${instruction.opcode.name} leads ${where}, to ${target}`,
    instruction.offset,
  );
}

function checkCapture(
  { source, slot }: Capture,
  { index, around }: { index: number; around: Chunk },
): void {
  const limits = {
    local: around.localCount,
    parameter: around.parameters.length,
    capture: around.captures.length,
    ivar: Infinity,
  };
  const limit = limits[source];
  if (slot < limit) return;
  throw bytecodeError(
    `capture ${index} of a block is ${source} ${slot}, and there are ${limit}`,
    0,
  );
}

/** Follows every path: an instruction is met with the same number of values from everywhere. */
class StackCheck {
  readonly #chunk: Chunk;
  readonly #instructions: readonly Instruction[];
  readonly #indexes: Int32Array;
  /** -1: not met yet. */
  readonly #depths: Int32Array;
  readonly #open: number[] = [];

  constructor(
    chunk: Chunk,
    { instructions, indexes }: { instructions: readonly Instruction[]; indexes: Int32Array },
  ) {
    this.#chunk = chunk;
    this.#instructions = instructions;
    this.#indexes = indexes;
    this.#depths = new Int32Array(instructions.length).fill(-1);
  }

  run(): void {
    this.#reach(0, 0);
    for (let index = this.#open.pop(); index !== undefined; index = this.#open.pop()) {
      const instruction = this.#instructions[index];
      if (instruction !== undefined) this.#follow(instruction, this.#depths[index] ?? 0);
    }
  }

  #follow(instruction: Instruction, before: number): void {
    const { opcode, operands, offset, next } = instruction;
    const left = before - popsOf(opcode, operands);
    if (left < 0) throw bytecodeError(`${opcode.name} takes more than is on the stack`, offset);
    const depth = left + opcode.pushes;
    if (depth > MAX_STACK) throw bytecodeError(`the stack grows over ${MAX_STACK}`, offset);
    const target = jumpTarget(instruction);
    if (target !== null) this.#reach(target, depth);
    if (!opcode.ends) this.#reach(next, depth);
  }

  /** The target of a jump has been checked: without an instruction, it is the end. */
  #reach(target: number, depth: number): void {
    const index = this.#indexes[target] ?? -1;
    if (index < 0) {
      if (this.#chunk.version === 1) return;
      throw bytecodeError('the code ends without RETURN', target);
    }
    const known = this.#depths[index] ?? -1;
    if (known < 0) {
      this.#depths[index] = depth;
      this.#open.push(index);
    } else if (known !== depth) {
      throw bytecodeError(`${known} or ${depth} values on the stack`, target);
    }
  }
}
