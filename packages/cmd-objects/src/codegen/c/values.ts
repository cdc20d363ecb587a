// Expressions of the language in C: each writes its lines, and gives the name or literal of its value.
import { Refusal } from '../../bytecode/compile/refusal.ts';
import type { Expression, Message, Position } from '../../language/ast.ts';
import { controlValue } from './control.ts';
import { number, text } from './literals.ts';
import { assign, nameValue } from './names.ts';
import type { Place } from './place.ts';

type Of<T extends Expression['type']> = Extract<Expression, { type: T }>;

const OPERATORS: Readonly<Record<string, string>> = {
  '+': 'tt_add',
  '-': 'tt_subtract',
  '*': 'tt_multiply',
  '/': 'tt_divide',
  '%': 'tt_remainder',
  '<': 'tt_less',
  '>': 'tt_greater',
  '<=': 'tt_at_most',
  '>=': 'tt_at_least',
  '==': 'tt_same_number',
  '!=': 'tt_other_number',
  '=': 'tt_same_text',
  '~=': 'tt_other_text',
};

/** Why what is not in the list has no form in C. */
const ELSEWHERE: Partial<Record<Expression['type'], string>> = {
  interpolated: 'a text is put together, which needs memory that C would have to own',
  list: 'lists are made by the runtime',
  dictionary: 'dictionaries are made by the runtime',
  shell: 'a line of bash',
  block: 'a block that is called later',
  try: 'try:catch: is for the runtime',
};

/** @throws Refusal */
export function value(expression: Expression, place: Place): string {
  const { at } = expression;
  switch (expression.type) {
    case 'number':
      return number(expression.value, at);
    case 'string':
      return `TT_MakeString(${text(expression.value, at)})`;
    case 'true':
    case 'false':
      return `TT_MakeBool(${expression.type === 'true' ? 1 : 0})`;
    case 'nil':
      return 'TT_MakeNil()';
    case 'self':
    case 'super':
      return 'TT_MakeInstance(self)';
    case 'name':
      return nameValue(expression, place, false);
    case 'send':
      return send(expression, place);
    case 'cascade':
      return cascade(expression, place);
    case 'binary':
      return binary(expression, place);
    case 'negate':
      return place.checked(`tt_subtract(TT_MakeInt(0), ${value(expression.value, place)})`);
    case 'postfix':
      return controlValue(expression, place) ?? primitive(expression, place);
    case 'assign':
      return assign(expression.name, { value: value(expression.value, place), at }, place);
    case 'return': {
      const result = expression.value === null ? 'TT_MakeNil()' : value(expression.value, place);
      place.write(`return ${result};`);
      return 'TT_MakeNil()';
    }
    default:
      throw new Refusal(ELSEWHERE[expression.type] ?? expression.type, at);
  }
}

export const argument = (expression: Expression, place: Place): string =>
  expression.type === 'name' ? nameValue(expression, place, true) : value(expression, place);

/** What is worked out now, and not changed by what comes behind it. */
const held = (expression: Expression, place: Place): string =>
  kept(value(expression, place), place);

const keptArgument = (expression: Expression, place: Place): string =>
  kept(argument(expression, place), place);

const kept = (given: string, place: Place): string =>
  /^\w+$/.test(given) ? place.keep(given) : given;

function binary({ operator, left, right, at }: Of<'binary'>, place: Place): string {
  const apply = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (apply === undefined)
    throw new Refusal(
      operator === ',' ? (ELSEWHERE.interpolated ?? '') : `${operator} is for the runtime`,
      at,
    );
  const first = isSimple(right) ? value(left, place) : held(left, place);
  return place.checked(`${apply}(${first}, ${value(right, place)})`);
}

/** Reading it changes nothing. */
const isSimple = ({ type }: Expression): boolean =>
  ['number', 'string', 'true', 'false', 'nil', 'self', 'super', 'name'].includes(type);

interface Sent {
  readonly receiver: Expression;
  /** The value of the receiver; null for self and super. */
  readonly target: string | null;
  readonly at: Position;
}

function send({ receiver, at, ...message }: Of<'send'>, place: Place): string {
  const isSelf = receiver.type === 'self' || receiver.type === 'super';
  const target = isSelf ? null : held(receiver, place);
  return sendTo({ receiver, target, at }, message, place);
}

function sendTo({ receiver, target, at }: Sent, { selector, args }: Message, place: Place): string {
  const values = args.map((arg, index) =>
    args.slice(index + 1).every(isSimple) ? argument(arg, place) : keptArgument(arg, place),
  );
  const name = `a${++place.method.count}`;
  if (values.length > 0) place.write(`TTValue ${name}[] = {${values.join(', ')}};`);
  const rest = `${text(selector, at)}, ${values.length > 0 ? name : 'NULL'}, ${values.length}`;
  if (target !== null) return place.checked(`tt_send(${target}, ${rest})`);
  if (receiver.type === 'self') return place.checked(`TT_SendDirect(self, ${rest})`);
  return place.checked(`TT_SendSuper(self, ${text(place.method.unit.qualifiedName, at)}, ${rest})`);
}

function cascade({ receiver, messages, at }: Of<'cascade'>, place: Place): string {
  const isSelf = receiver.type === 'self' || receiver.type === 'super';
  const target = isSelf ? null : held(receiver, place);
  const results = messages.map((message) => sendTo({ receiver, target, at }, message, place));
  return results.at(-1) ?? 'TT_MakeNil()';
}

const PRIMITIVES: Readonly<Record<string, (subject: string) => string>> = {
  not: (subject) => `TT_MakeBool(!tt_true(${subject}))`,
  isEmpty: (subject) => `TT_MakeBool(tt_empty(${subject}))`,
  notEmpty: (subject) => `TT_MakeBool(!tt_empty(${subject}))`,
};

function primitive({ receiver, selector, at }: Of<'postfix'>, place: Place): string {
  const apply = Object.hasOwn(PRIMITIVES, selector) ? PRIMITIVES[selector] : undefined;
  if (!apply) throw new Refusal(`${selector} is for the runtime`, at);
  return place.keep(apply(value(receiver, place)));
}
