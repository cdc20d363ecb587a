// Which line of a method only bash can run: for `explain`, so that none goes there in silence.
import type { Body, Expression } from '../language/ast.ts';
import { partsOf } from '../language/parts.ts';

/** null when there is none. */
export function shellReason(body: Body): string | null {
  const found = firstShell(body.statements);
  if (!found) return null;
  const [text = ''] = found.text.trim().split('\n');
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `but line ${found.at.line} goes to bash: ${shown}`;
}

/** Whether there is one for what it does, beside those for a value, as `$(…)`. */
export const hasShellStatement = ({ statements }: Body): boolean => statements.some(isStatement);

const isStatement = (expression: Expression): boolean =>
  expression.type === 'shell'
    ? expression.form === 'statement'
    : partsOf(expression).some(isStatement);

type Shell = Extract<Expression, { type: 'shell' }>;

function firstShell(expressions: readonly Expression[]): Shell | null {
  for (const expression of expressions) {
    const found = expression.type === 'shell' ? expression : firstShell(partsOf(expression));
    if (found) return found;
  }
  return null;
}
