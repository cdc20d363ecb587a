// Expressions of the language as expressions of TypeScript.
import type { BlockExpression, Body, Expression, Message } from '../../language/ast.ts';
import { controlValue } from './control-values.ts';
import { assignment, nameValue } from './names.ts';
import { Place } from './place.ts';
import { valuePart } from './parts.ts';
import { shellValue } from './shell.ts';

type Of<T extends Expression['type']> = Extract<Expression, { type: T }>;

export const quoted = (text: string): string => JSON.stringify(text);

const OPERATORS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'remainder',
  ',': 'concatenate',
  '<': 'isLess',
  '>': 'isGreater',
  '<=': 'isAtMost',
  '>=': 'isAtLeast',
  '==': 'isSameNumber',
  '!=': 'isOtherNumber',
  '=': 'isSameText',
  '~=': 'isOtherText',
  '=~': 'matches',
};

/** In the order in which the evaluator compiles: a name is a local from where it was first assigned. */
export function value(expression: Expression, place: Place): string {
  switch (expression.type) {
    case 'number':
      return number(expression.value);
    case 'string':
      return quoted(expression.value);
    case 'true':
    case 'false':
      return expression.type;
    case 'nil':
      return 'null';
    case 'self':
    case 'super':
      return 'self';
    case 'name':
      return nameValue(expression, place, 'name');
    case 'interpolated':
      return interpolated(expression, place);
    case 'list':
      return `[${expression.items.map((item) => `tt.jsonOf(${argument(item, place)})`).join(', ')}]`;
    case 'dictionary':
      return dictionary(expression, place);
    case 'shell':
      return shellValue(expression, place);
    case 'block':
      return block(expression, place);
    case 'send':
      return send(expression.receiver, expression, place);
    case 'cascade':
      return cascade(expression, place);
    case 'binary':
      return binary(expression, place);
    case 'negate':
      return `tt.negate(${value(expression.value, place)})`;
    case 'postfix':
      return controlValue(expression, place) ?? primitive(expression, place);
    case 'assign':
      return assignment(expression.name, value(expression.value, place), place);
    case 'return':
      return thrownReturn(expression.value, place);
    case 'try':
      return attempt(expression, place);
  }
}

export const argument = (expression: Expression, place: Place): string =>
  expression.type === 'name' ? nameValue(expression, place, 'word') : value(expression, place);

function number(given: number | bigint): string {
  if (typeof given === 'bigint') return `${given}n`;
  if (Number.isFinite(given)) return Object.is(given, -0) ? '-0' : String(given);
  return `Number(${quoted(String(given))})`;
}

function interpolated({ parts }: Of<'interpolated'>, place: Place): string {
  const texts = parts.map((part) =>
    typeof part === 'string' ? quoted(part) : `tt.textOf(${value(part, place)})`,
  );
  return texts.length === 0 ? '""' : `(${texts.join(' + ')})`;
}

/** `__proto__` is a key like any other. */
function dictionary({ entries }: Of<'dictionary'>, place: Place): string {
  const pairs = entries.map(
    ({ key, value: item }) => `[${quoted(key)}, tt.jsonOf(${argument(item, place)})]`,
  );
  return `Object.fromEntries([${pairs.join(', ')}])`;
}

function send(receiver: Expression, { selector, args }: Message, place: Place): string {
  // The evaluator compiles the arguments of a message first.
  const values = `[${args.map((arg) => argument(arg, place)).join(', ')}]`;
  return sendTo(receiver, { selector, values }, place);
}

interface Sent {
  readonly selector: string;
  readonly values: string;
}

function sendTo(receiver: Expression, { selector, values }: Sent, place: Place): string {
  if (receiver.type === 'super') return `here.sendSuper(self, ${quoted(selector)}, ${values})`;
  return `here.send(${value(receiver, place)}, ${quoted(selector)}, ${values}, self)`;
}

function cascade({ receiver, messages }: Of<'cascade'>, place: Place): string {
  if (receiver.type === 'self' || receiver.type === 'super')
    return `(${messages.map((message) => send(receiver, message, place)).join(', ')})`;
  const subject = value(receiver, place);
  const it = place.temporary();
  const sends = messages.map(
    ({ selector, args }) =>
      `here.send(${it}, ${quoted(selector)}, [${args.map((arg) => argument(arg, place)).join(', ')}], self)`,
  );
  return `(${[`${it} = ${subject}`, ...sends].join(', ')})`;
}

function binary({ operator, left, right }: Of<'binary'>, place: Place): string {
  const first = value(left, place);
  const second = value(right, place);
  if (operator === '&&' || operator === '||')
    return `(tt.isTrue(${first}) ${operator} tt.isTrue(${second}))`;
  const name = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  return name === undefined
    ? `tt.fail('SyntaxError', ${quoted(`there is no operator ${operator}`)})`
    : `tt.${name}(${first}, ${second})`;
}

function primitive({ receiver, selector, args }: Of<'postfix'>, place: Place): string {
  const subject = value(receiver, place);
  const values = args.map((arg) => value(arg, place)).join(', ');
  return `here.primitive(${quoted(selector)}, ${subject}, [${values}], self)`;
}

/** `^` in a block or where a value is expected: the only way out is to throw. */
function thrownReturn(result: Expression | null, place: Place): string {
  place.method.hasThrownReturn = true;
  return `home.leave(${result === null ? 'null' : value(result, place)})`;
}

function attempt({ body, handler }: Of<'try'>, place: Place): string {
  const attempted = valuePart(body, place);
  const error = place.method.identifiers.fresh('error');
  return `tt.attempt((): Value => ${returnable(attempted)}, (${error}: Value): Value => ${returnable(valuePart(handler, place, error))})`;
}

const returnable = (text: string): string => (text.startsWith('{') ? `(${text})` : text);

const block = (expression: BlockExpression, place: Place): string =>
  `tt.block([${expression.parameters.map(quoted).join(', ')}], ${blockFunction(expression, place)})`;

/** Called later, with variables of its own. */
function blockFunction(expression: BlockExpression, place: Place): string {
  const inner = new Place(place.method, place);
  const parameters = expression.parameters.map((name) => {
    const slot = inner.declare(name);
    return inner.local(slot, name).identifier;
  });
  // Declared by the parameter list.
  inner.declarations();
  expression.locals.forEach((name) => inner.local(inner.declare(name), name));
  const typed = parameters.map((name) => `${name}: Value = null`).join(', ');
  return `(${typed}): Value => ${functionBody(bodyValue(expression, inner), inner)}`;
}

function functionBody(result: string, place: Place): string {
  const declarations = place.declarations();
  if (declarations.length === 0) return result.startsWith('{') ? `(${result})` : result;
  return `{ ${declarations.join(' ')} return ${result}; }`;
}

/** The value of a body is that of its last statement. */
export function bodyValue({ statements }: Body, place: Place): string {
  return sequence(statements.map((statement) => value(statement, place)));
}

/** Without those in front that do nothing; the value is that of the last. */
export function sequence(values: readonly string[]): string {
  const last = values.at(-1) ?? 'null';
  const before = values
    .slice(0, -1)
    .filter((text) => !isPure(text))
    // TypeScript complains of a list that nobody takes.
    .map((text) => (text.startsWith('[') ? `void ${text}` : text));
  return before.length === 0 ? last : `(${[...before, last].join(', ')})`;
}

/** A name or a literal alone. */
export const isPure = (text: string): boolean => /^(-?[\w$.]+|"([^"\\]|\\.)*")$/.test(text);
