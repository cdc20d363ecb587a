// The blocks of control flow, which are part of the method around them: for their value, or as statements.
import { holdsBlock } from '../../evaluate/holds-block.ts';
import type { BlockExpression, Expression } from '../../language/ast.ts';
import { Place } from './place.ts';
import { steps } from './statements.ts';
import { bodyValue, sequence, value } from './values.ts';

/** A tree from the parser has all arguments; one made by hand may not. */
export const NOTHING: Expression = { type: 'nil', at: { line: 0, column: 0 } };

/** @param argument what its first parameter is */
export function valuePart(
  expression: Expression | undefined,
  place: Place,
  argument = 'null',
): string {
  if (expression === undefined) return 'null';
  if (expression.type !== 'block') return `tt.held(${value(expression, place)}, ${argument})`;
  return holdsBlock(expression)
    ? framedValue(expression, place, argument)
    : within(expression, place, (first) =>
        sequence([...assigned(first, argument), bodyValue(expression, place)]),
      );
}

export function stepsPart(
  expression: Expression | undefined,
  place: Place,
  argument = 'null',
): string[] {
  if (expression === undefined) return [];
  if (expression.type !== 'block') return [`tt.held(${value(expression, place)}, ${argument});`];
  return holdsBlock(expression)
    ? framedSteps(expression, place, argument)
    : within(expression, place, (first) => [
        ...assigned(first, argument).map((text) => `${text};`),
        ...steps(expression, place),
      ]);
}

const assigned = (parameter: string | null, argument: string): string[] =>
  parameter === null ? [] : [`${parameter} = ${argument}`];

/** Its variables are some more of the method's. */
function within<T>(
  { parameters, locals }: BlockExpression,
  place: Place,
  write: (first: string | null) => T,
): T {
  return place.within([...parameters, ...locals], ([slot]) => {
    const [name] = parameters;
    return write(
      name === undefined || slot === undefined ? null : place.local(slot, name).identifier,
    );
  });
}

/** A block inside remembers the variables of this round. */
function framed(block: BlockExpression, place: Place): { inner: Place; first: string | null } {
  const inner = new Place(place.method, place);
  const names = [...block.parameters, ...block.locals];
  const [first = null] = names.map((name) => inner.local(inner.declare(name), name).identifier);
  return { inner, first: block.parameters.length > 0 ? first : null };
}

function framedValue(block: BlockExpression, place: Place, argument: string): string {
  const { inner, first } = framed(block, place);
  const result = bodyValue(block, inner);
  const lines = [...inner.declarations(), ...assigned(first, argument).map((text) => `${text};`)];
  return lines.length === 0 ? result : `((): Value => { ${lines.join(' ')} return ${result}; })()`;
}

function framedSteps(block: BlockExpression, place: Place, argument: string): string[] {
  const { inner, first } = framed(block, place);
  const body = steps(block, inner);
  return [...inner.declarations(), ...assigned(first, argument).map((text) => `${text};`), ...body];
}
