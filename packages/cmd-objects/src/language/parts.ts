// The expressions right below one, for whoever looks through a tree.
import type { Expression } from './ast.ts';

/** Of a block its statements; of `try:catch:` its two blocks. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'interpolated':
      return expression.parts.filter((part) => typeof part !== 'string');
    case 'list':
      return expression.items;
    case 'dictionary':
      return expression.entries.map(({ value }) => value);
    case 'block':
      return expression.statements;
    case 'send':
    case 'postfix':
      return [expression.receiver, ...expression.args];
    case 'cascade':
      return [expression.receiver, ...expression.messages.flatMap(({ args }) => args)];
    case 'binary':
      return [expression.left, expression.right];
    case 'negate':
    case 'assign':
      return [expression.value];
    case 'return':
      return expression.value === null ? [] : [expression.value];
    case 'try':
      return [expression.body, expression.handler];
    default:
      return [];
  }
}
