// A verified chunk in the form that the machine runs: four numbers per instruction, jumps by index, variables in one row.
import type { Value } from '../values/value.ts';
import { Chunk } from './chunk.ts';
import { type Instruction, instructionsOf, jumpTarget } from './instructions.ts';
import { opcodeOf, type OpName } from './opcodes.ts';
import { verify } from './verify.ts';

/** An opcode and up to three operands. */
export const WIDTH = 4;
/** On top of an opcode whose meaning in version 1 differs: there all values are texts. */
export const AS_TEXT = 0x100;

/** Opcodes that no container has. */
export const LOAD_CELL = 0x25;
export const STORE_CELL = 0x26;
export const NEW_CELL = 0x27;
export const END = 0xf3;

export interface Program {
  readonly chunk: Chunk;
  readonly code: Int32Array;
  readonly constants: readonly Value[];
  /** Parameters come first, then locals; the stack grows behind them. */
  readonly variableCount: number;
  /** Which variables are shared with a block; null when none is. */
  readonly shared: readonly boolean[] | null;
  readonly isText: boolean;
}

const programs = new WeakMap<Chunk, Program>();

/** @throws TrashError BytecodeError when the chunk does not verify */
export function programOf(chunk: Chunk): Program {
  const known = programs.get(chunk);
  if (known !== undefined) return known;
  verify(chunk);
  return translate(chunk);
}

/** With the blocks in it, which are verified with it. */
function translate(chunk: Chunk): Program {
  for (const constant of chunk.constants) if (constant instanceof Chunk) translate(constant);
  const shared = sharedVariables(chunk);
  const translation = new Translation(chunk, shared);
  const program: Program = {
    chunk,
    ...translation.run(),
    variableCount: chunk.parameters.length + chunk.localCount,
    shared: shared.includes(true) ? shared : null,
    isText: chunk.version === 1,
  };
  programs.set(chunk, program);
  return program;
}

/** What a block in this one captures has to live outside of this one's row. */
function sharedVariables({ parameters, localCount, constants }: Chunk): boolean[] {
  const shared = new Array<boolean>(parameters.length + localCount).fill(false);
  for (const constant of constants) {
    if (!(constant instanceof Chunk)) continue;
    for (const { source, slot } of constant.captures) {
      if (source === 'parameter') shared[slot] = true;
      if (source === 'local') shared[parameters.length + slot] = true;
    }
  }
  return shared;
}

/** Opcodes with a text form: what they make is a text, or what they take is read as one. */
const TEXT_FORMS: ReadonlySet<OpName> = new Set<OpName>([
  ...(['LOAD_CAPTURE', 'ADD', 'SUB', 'MUL', 'DIV', 'MOD', 'NEG', 'EQ', 'NE'] as const),
  ...(['LT', 'LE', 'GT', 'GE', 'NOT', 'AND', 'OR', 'STRLEN'] as const),
]);

class Translation {
  readonly #chunk: Chunk;
  readonly #shared: readonly boolean[];
  readonly #constants: Value[];
  readonly #isText: boolean;

  constructor(chunk: Chunk, shared: readonly boolean[]) {
    this.#chunk = chunk;
    this.#shared = shared;
    this.#isText = chunk.version === 1;
    this.#constants = chunk.constants.map((constant) =>
      constant instanceof Chunk ? null : constant,
    );
  }

  run(): { code: Int32Array; constants: readonly Value[] } {
    const instructions = instructionsOf(this.#chunk.code, this.#chunk.version);
    const indexes = new Map(instructions.map(({ offset }, index) => [offset, index]));
    // Behind the last one stands END, where code of version 1 may arrive.
    const code = new Int32Array((instructions.length + 1) * WIDTH);
    code[instructions.length * WIDTH] = END;
    for (const [index, instruction] of instructions.entries()) {
      const target = jumpTarget(instruction);
      const [op, ...operands] =
        target === null
          ? this.#translated(instruction)
          : [instruction.opcode.code, (indexes.get(target) ?? instructions.length) * WIDTH];
      code.set([op, ...operands], index * WIDTH);
    }
    return { code, constants: this.#constants };
  }

  #translated({ opcode, operands }: Instruction): [number, ...number[]] {
    const { name, code } = opcode;
    const [first = 0] = operands;
    const local = this.#chunk.parameters.length + first;
    switch (name) {
      case 'CONST_NIL':
        return this.#constant(null);
      case 'CONST_TRUE':
      case 'CONST_FALSE':
        return this.#constant(name === 'CONST_TRUE');
      case 'CONST_ZERO':
      case 'CONST_ONE':
        return this.#constant(name === 'CONST_ONE' ? 1 : 0);
      case 'CONST_EMPTY':
        return this.#constant('');
      case 'LOAD_PARAM':
        return this.#variable(first, ['LOAD_LOCAL', LOAD_CELL]);
      case 'LOAD_LOCAL':
      case 'MAKE_CAPTURE':
        return this.#variable(local, ['LOAD_LOCAL', LOAD_CELL]);
      case 'STORE_PARAM':
        return this.#variable(first, ['STORE_LOCAL', STORE_CELL]);
      case 'STORE_LOCAL':
        return this.#variable(local, ['STORE_LOCAL', STORE_CELL]);
      case 'NEW_LOCAL':
        return this.#variable(local, ['NEW_LOCAL', NEW_CELL]);
      default:
        return [this.#isText && TEXT_FORMS.has(name) ? code + AS_TEXT : code, ...operands];
    }
  }

  #variable(index: number, [plain, cell]: [OpName, number]): [number, number] {
    return [this.#shared[index] === true ? cell : opcodeOf(plain).code, index];
  }

  #constant(value: null | boolean | number | string): [number, number] {
    const constant = this.#isText ? String(value ?? '') : value;
    return [opcodeOf('CONST').code, this.#constants.push(constant) - 1];
  }
}
