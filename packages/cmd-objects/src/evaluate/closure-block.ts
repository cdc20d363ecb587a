// A block of the language: its code, and the frame in which it was written.
import { Block } from '../values/block.ts';
import type { Value } from '../values/value.ts';
import type { BlockExpression } from '../language/ast.ts';
import { Frame } from './frame.ts';
import type { Scope } from './scope.ts';

/** What is the same for all blocks that one piece of source makes. */
export interface BlockCode {
  readonly expression: BlockExpression;
  readonly scope: Scope;
  readonly run: (frame: Frame) => Value;
  /** The same where nobody takes the value: a line of bash at its end prints. */
  readonly effects: (frame: Frame) => Value;
}

export class ClosureBlock extends Block {
  readonly code: BlockCode;
  readonly outer: Frame;

  constructor(code: BlockCode, outer: Frame) {
    super();
    this.code = code;
    this.outer = outer;
  }

  get parameters(): readonly string[] {
    return this.code.expression.parameters;
  }

  call(args: readonly Value[]): Value {
    return this.code.run(this.#frame(args));
  }

  override perform(args: readonly Value[]): Value {
    this.code.effects(this.#frame(args));
    return null;
  }

  #frame(args: readonly Value[]): Frame {
    const { code, outer } = this;
    const frame = new Frame(outer.self, outer.args, code.scope.size, outer);
    const count = Math.min(args.length, this.parameters.length);
    for (let index = 0; index < count; index++) frame.vars[index] = args[index] ?? null;
    return frame;
  }
}
