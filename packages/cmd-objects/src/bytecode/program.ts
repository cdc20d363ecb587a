// A verified chunk in the form that the machine runs: four numbers per instruction, jumps by index, variables in one row.
import type { Value } from '../values/value.ts';
import { Chunk } from './chunk.ts';
import { indexesOf, type Instruction, instructionsOf, jumpTarget } from './instructions.ts';
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

/** Opcodes that are a constant, and which. They stand behind the chunk's own. */
const FIXED: ReadonlyMap<OpName, null | boolean | number | string> = new Map<
  OpName,
  null | boolean | number | string
>([
  ['CONST_NIL', null],
  ['CONST_TRUE', true],
  ['CONST_FALSE', false],
  ['CONST_ZERO', 0],
  ['CONST_ONE', 1],
  ['CONST_EMPTY', ''],
]);
const FIXED_NAMES = [...FIXED.keys()];

class Translation {
  readonly #chunk: Chunk;
  readonly #shared: readonly boolean[];
  readonly #isText: boolean;

  constructor(chunk: Chunk, shared: readonly boolean[]) {
    this.#chunk = chunk;
    this.#shared = shared;
    this.#isText = chunk.version === 1;
  }

  run(): { code: Int32Array; constants: readonly Value[] } {
    const chunk = this.#chunk;
    const instructions = instructionsOf(chunk.code, chunk.version);
    const indexes = indexesOf(instructions, chunk.code.length);
    const end = instructions.length;
    const code = new Int32Array((end + 1) * WIDTH);
    // Behind the last one, where code of version 1 may arrive.
    code[end * WIDTH] = END;
    instructions.forEach((instruction, index) => {
      const at = index * WIDTH;
      const [op, operand] = this.#translated(instruction);
      instruction.operands.forEach((value, place) => (code[at + 1 + place] = value));
      code[at] = op;
      code[at + 1] = operand;
      const target = jumpTarget(instruction);
      if (target === null) return;
      code[at + 1] = WIDTH * (target < chunk.code.length ? (indexes[target] ?? end) : end);
    });
    return { code, constants: this.#constants() };
  }

  #constants(): Value[] {
    const own = this.#chunk.constants.map((one) => (one instanceof Chunk ? null : one));
    const fixed = [...FIXED.values()];
    return [...own, ...(this.#isText ? fixed.map((value) => String(value ?? '')) : fixed)];
  }

  /** The opcode, and its first operand. */
  #translated({ opcode: { name, code }, operands }: Instruction): [number, number] {
    const first = operands[0] ?? 0;
    const local = this.#chunk.parameters.length + first;
    switch (name) {
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
        break;
    }
    if (FIXED.has(name)) {
      return [opcodeOf('CONST').code, this.#chunk.constants.length + FIXED_NAMES.indexOf(name)];
    }
    return [this.#isText && TEXT_FORMS.has(name) ? code + AS_TEXT : code, first];
  }

  #variable(index: number, [plain, cell]: [OpName, number]): [number, number] {
    return [this.#shared[index] === true ? cell : opcodeOf(plain).code, index];
  }
}
