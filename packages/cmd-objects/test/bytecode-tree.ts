// Trees of the language by hand, as short as they can be.
import type { BlockExpression, Expression, Message } from '../src/language/ast.ts';
import type { BlockScope } from '../src/bytecode/compile.ts';

export const at = { line: 1, column: 0 };

type Part = Expression | number | string | boolean | null;

/** Numbers, booleans and nil as themselves; a text is the name of a variable or class. */
export function tree(part: Part): Expression {
  if (part === null) return { type: 'nil', at };
  if (typeof part === 'boolean') return { type: part ? 'true' : 'false', at };
  if (typeof part === 'number') return { type: 'number', value: part, at };
  if (typeof part === 'string') return { type: 'name', name: part, isVariable: false, at };
  return part;
}

export const text = (value: string): Expression => ({ type: 'string', value, at });
export const self: Expression = { type: 'self', at };
export const parent: Expression = { type: 'super', at };
export const shell = (source: string): Expression => ({
  type: 'shell',
  text: source,
  form: 'value',
  at: { line: 3, column: 4 },
});

export const binary = (left: Part, operator: string, right: Part): Expression => ({
  type: 'binary',
  operator,
  left: tree(left),
  right: tree(right),
  at,
});

export const negate = (value: Part): Expression => ({ type: 'negate', value: tree(value), at });

export const assign = (name: string, value: Part): Expression => ({
  type: 'assign',
  name,
  value: tree(value),
  at,
});

export const leave = (value: Part | undefined): Expression => ({
  type: 'return',
  value: value === undefined ? null : tree(value),
  at,
});

export const postfix = (receiver: Part, selector: string, ...args: Part[]): Expression => ({
  type: 'postfix',
  receiver: tree(receiver),
  selector,
  args: args.map(tree),
  at,
});

export const message = (selector: string, ...args: Part[]): Message => ({
  selector,
  args: args.map(tree),
});

export const send = (receiver: Part, selector: string, ...args: Part[]): Expression => ({
  type: 'send',
  receiver: tree(receiver),
  ...message(selector, ...args),
  at,
});

export const cascade = (receiver: Part, ...messages: Message[]): Expression => ({
  type: 'cascade',
  receiver: tree(receiver),
  messages,
  at,
});

export const list = (...items: Part[]): Expression => ({
  type: 'list',
  items: items.map(tree),
  at,
});

export const dictionary = (entries: Record<string, Part>): Expression => ({
  type: 'dictionary',
  entries: Object.entries(entries).map(([key, value]) => ({ key, value: tree(value) })),
  at,
});

export const interpolated = (...parts: (string | Expression)[]): Expression => ({
  type: 'interpolated',
  parts,
  at,
});

export const attempt = (body: BlockExpression, handler: BlockExpression): Expression => ({
  type: 'try',
  body,
  handler,
  at,
});

/** `block('x y | local', …)` is `[:x :y | | local | …]`. */
export function block(names: string, ...statements: Part[]): BlockExpression {
  const [parameters = [], locals = []] = names
    .split('|')
    .map((words) => words.trim().split(/\s+/).filter(Boolean));
  return { type: 'block', parameters, locals, statements: statements.map(tree), at };
}

export const NO_SCOPE: BlockScope = {
  parameters: [],
  locals: [],
  instanceVars: [],
  classVars: [],
};
