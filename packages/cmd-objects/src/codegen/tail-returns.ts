// A method without `^` answers the value of the message at its end (src/evaluate/compile.ts, compileTail): written out, so
// that what is made of the method need not know.
import { BRANCHES } from '../evaluate/control-blocks.ts';
import type { BlockExpression, Body, Expression } from '../language/ast.ts';

const inBlock = (block: BlockExpression): BlockExpression => ({ ...block, ...tailReturns(block) });

const inBranch = (branch: Expression): Expression =>
  branch.type === 'block' ? inBlock(branch) : branch;

function returned(last: Expression): Expression {
  if (last.type === 'send' || last.type === 'cascade')
    return { type: 'return', value: last, at: last.at };
  if (last.type === 'try')
    return { ...last, body: inBlock(last.body), handler: inBlock(last.handler) };
  if (last.type === 'postfix' && BRANCHES.has(last.selector))
    return { ...last, args: last.args.map(inBranch) };
  return last;
}

export function tailReturns({ locals, statements }: Body): Body {
  const last = statements.at(-1);
  if (!last) return { locals, statements };
  return { locals, statements: [...statements.slice(0, -1), returned(last)] };
}
