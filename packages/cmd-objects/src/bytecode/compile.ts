// From the tree of a block to bytecode, or the reason why it has none.
import type { BlockExpression, Position } from '../language/ast.ts';
import type { Chunk } from './chunk.ts';
import { type BlockScope, surroundingsOf } from './compile/code-scope.ts';
import { codeOf } from './compile/code.ts';
import { Refusal } from './compile/refusal.ts';

export type { BlockScope } from './compile/code-scope.ts';

export type Compiled =
  { readonly chunk: Chunk } | { readonly reason: string; readonly at: Position };

/**
 * The captures of the chunk name the variables of `scope` that the block uses, in the order in which it does; who binds
 * it gives a cell for each. The same tree in the same scope gives the same bytes.
 */
export function compileBlock(block: BlockExpression, scope: BlockScope): Compiled {
  try {
    return { chunk: codeOf(block, surroundingsOf(scope)) };
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.message, at: error.at };
    throw error;
  }
}
