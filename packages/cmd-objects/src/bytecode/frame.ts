// One run of a block: its variables and, behind them in the same row, its stack.
import type { Value } from '../values/value.ts';
import { LocalCell } from './cell.ts';
import type { BlockHost } from './host.ts';
import type { Program } from './program.ts';
import { asText } from './text-operators.ts';

export interface Frame {
  readonly program: Program;
  /** Values, and a cell in the place of a variable that is shared. */
  readonly slots: unknown[];
  /** Cells. */
  readonly captures: readonly unknown[];
  readonly host: BlockHost;
}

/** Fewer arguments than parameters: the rest is nil, in version 1 ''. */
export function variablesOf(program: Program, args: readonly Value[]): unknown[] {
  const { isText, shared, variableCount, chunk } = program;
  const count = chunk.parameters.length;
  const nothing = isText ? '' : null;
  const slots: unknown[] = [];
  for (let at = 0; at < count; at++) {
    const value = args[at] ?? nothing;
    slots.push(isText ? asText(value) : value);
  }
  for (let at = count; at < variableCount; at++) slots.push(nothing);
  if (shared !== null) {
    for (let at = 0; at < variableCount; at++) {
      if (shared[at] === true) slots[at] = new LocalCell(slots[at] as Value);
    }
  }
  return slots;
}

export function pop(frame: Frame): Value {
  return frame.slots.pop() as Value;
}

const NONE: readonly Value[] = [];

/** The topmost values, the deepest first. */
export function popMany({ slots }: Frame, count: number): readonly Value[] {
  if (count === 0) return NONE;
  if (count === 1) return [slots.pop() as Value];
  return slots.splice(slots.length - count, count) as Value[];
}

/** Pushes what came from elsewhere: in version 1 it becomes a text. */
export function give({ program, slots }: Frame, value: Value): void {
  slots.push(program.isText ? asText(value) : value);
}

/** An operand, from 0, of the instruction at `pc`. */
export function operandAt({ program }: Frame, pc: number, place = 0): number {
  return program.code[pc + 1 + place] ?? 0;
}

/** A selector, the name of a variable or of a class. */
export function nameAt(frame: Frame, pc: number, place = 0): string {
  return frame.program.constants[operandAt(frame, pc, place)] as string;
}
