// Why a block has no bytecode, and where. Thrown inside of the compiler only.
import type { Position } from '../../language/ast.ts';

export class Refusal extends Error {
  readonly at: Position;

  constructor(reason: string, at: Position) {
    super(reason);
    this.at = at;
  }
}
