// Code in the making: instructions, constants (each once), jumps to places not yet known, lines.
import type { Position } from '../../language/ast.ts';
import { Chunk, type CodePosition, type Constant } from '../chunk.ts';
import { OPERAND_BYTES, type OperandKind, opcodeOf, type OpName } from '../opcodes.ts';
import { Refusal } from './refusal.ts';

const MAX_CONSTANTS = 0xffff;
const MAX_JUMP = 0x7fff;

const TOO_MANY: Readonly<Record<OperandKind, string>> = {
  constant: 'more constants than a block may have',
  name: 'more constants than a block may have',
  block: 'more constants than a block may have',
  local: 'more than 255 variables',
  parameter: 'more than 255 parameters',
  capture: 'more than 255 variables from outside',
  count: 'more than 255 arguments',
  items: 'a list of more than 65535 items',
  jump: 'a branch or loop that is too long',
};

type JumpName = 'JUMP' | 'JUMP_TRUE' | 'JUMP_FALSE' | 'JUMP_NIL' | 'JUMP_NOT_NIL';

/** A jump whose target comes later: where its operand is. */
export type Jump = number;

export class Emitter {
  readonly code: number[] = [];
  readonly constants: Constant[] = [];
  readonly positions: CodePosition[] = [];
  readonly #indexes = new Map<string, number>();
  #at: Position;

  constructor(at: Position) {
    this.#at = at;
  }

  get here(): number {
    return this.code.length;
  }

  /** What comes now stands there in the source. */
  mark(at: Position): void {
    this.#at = at;
    const last = this.positions.at(-1);
    if (last?.line === at.line && last.column === at.column) return;
    if (last?.offset === this.here) this.positions.pop();
    if (this.positions.length < MAX_CONSTANTS) this.positions.push({ offset: this.here, ...at });
  }

  emit(name: OpName, ...operands: readonly number[]): void {
    const { code, operands: kinds } = opcodeOf(name);
    this.code.push(code);
    for (const [place, kind] of kinds.entries()) {
      const operand = operands[place] ?? 0;
      const bytes = OPERAND_BYTES[kind];
      if (operand >= 256 ** bytes) this.refuse(TOO_MANY[kind]);
      if (bytes === 2) this.code.push((operand >> 8) & 0xff);
      this.code.push(operand & 0xff);
    }
  }

  /** Its index; equal ones share it. */
  constant(constant: Constant): number {
    const key = keyOf(constant);
    const known = key === null ? undefined : this.#indexes.get(key);
    if (known !== undefined) return known;
    const index = this.constants.push(constant) - 1;
    if (index >= MAX_CONSTANTS) this.refuse(TOO_MANY.constant);
    if (key !== null) this.#indexes.set(key, index);
    return index;
  }

  push(constant: Constant): void {
    if (constant === null) this.emit('CONST_NIL');
    else if (constant === true) this.emit('CONST_TRUE');
    else if (constant === false) this.emit('CONST_FALSE');
    else if (Object.is(constant, 0)) this.emit('CONST_ZERO');
    else if (constant === 1) this.emit('CONST_ONE');
    else if (constant === '') this.emit('CONST_EMPTY');
    else this.emit('CONST', this.constant(constant));
  }

  jump(name: JumpName): Jump {
    this.emit(name, 0);
    return this.here - 2;
  }

  jumpBack(name: JumpName, target: number): void {
    this.#patch(this.jump(name), target);
  }

  land(jump: Jump): void {
    this.#patch(jump, this.here);
  }

  refuse(reason: string): never {
    throw new Refusal(reason, this.#at);
  }

  finish(parts: Pick<Chunk, 'parameters' | 'localCount' | 'captures'>, names: string[]): Chunk {
    return new Chunk({
      version: 2,
      code: Uint8Array.from(this.code),
      constants: this.constants,
      debug: { positions: this.positions, variables: names },
      ...parts,
    });
  }

  #patch(jump: Jump, target: number): void {
    const distance = target - (jump + 2);
    if (Math.abs(distance) > MAX_JUMP) this.refuse(TOO_MANY.jump);
    this.code[jump] = (distance >> 8) & 0xff;
    this.code[jump + 1] = distance & 0xff;
  }
}

/** null for a block and a list, which are not compared. */
function keyOf(constant: Constant): string | null {
  if (typeof constant === 'object') return null;
  return `${typeof constant}:${Object.is(constant, -0) ? '-0' : String(constant)}`;
}
