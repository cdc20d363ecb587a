// Whether an expression makes a block that could be called later, when the variables around it have changed.
import type { Body, Expression } from '../language/ast.ts';
import { CONTROL_BLOCKS } from './control-blocks.ts';

export function holdsBlock(body: Body): boolean {
  return body.statements.some(makesBlock);
}

const makesBlock = (expression: Expression): boolean => {
  switch (expression.type) {
    case 'block':
      return true;
    case 'interpolated':
      return expression.parts.some((part) => typeof part !== 'string' && makesBlock(part));
    case 'list':
      return expression.items.some(makesBlock);
    case 'dictionary':
      return expression.entries.some(({ value }) => makesBlock(value));
    case 'send':
      return makesBlock(expression.receiver) || expression.args.some(makesBlock);
    case 'cascade':
      return (
        makesBlock(expression.receiver) ||
        expression.messages.some(({ args }) => args.some(makesBlock))
      );
    case 'binary':
      return makesBlock(expression.left) || makesBlock(expression.right);
    case 'negate':
    case 'assign':
      return makesBlock(expression.value);
    case 'return':
      return expression.value !== null && makesBlock(expression.value);
    case 'postfix':
      return [expression.receiver, ...expression.args].some((one) =>
        CONTROL_BLOCKS.has(expression.selector) && one.type === 'block'
          ? holdsBlock(one)
          : makesBlock(one),
      );
    case 'try':
      return holdsBlock(expression.body) || holdsBlock(expression.handler);
    default:
      return false;
  }
};
