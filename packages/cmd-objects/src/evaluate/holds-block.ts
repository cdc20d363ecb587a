// Whether an expression makes a block that could be called later, when the variables around it have changed.
import type { Body, Expression } from '../language/ast.ts';
import { partsOf } from '../language/parts.ts';
import { CONTROL_BLOCKS } from './control-blocks.ts';

export function holdsBlock(body: Body): boolean {
  return body.statements.some(makesBlock);
}

/** The blocks of control flow and of `try:catch:` are run at once: what counts is what is in them. */
function makesBlock(expression: Expression): boolean {
  if (expression.type === 'block') return true;
  const isControl = expression.type === 'postfix' && CONTROL_BLOCKS.has(expression.selector);
  if (!isControl && expression.type !== 'try') return partsOf(expression).some(makesBlock);
  return partsOf(expression).some((part) =>
    part.type === 'block' ? holdsBlock(part) : makesBlock(part),
  );
}
