// What each kind of expression becomes. Each leaves one value on the stack.
import type { Expression, Message } from '../../language/ast.ts';
import type { OpName } from '../opcodes.ts';
import type { Code } from './code.ts';
import { CONTROL } from './control.ts';
import { Refusal } from './refusal.ts';

export type Node<T extends Expression['type']> = Extract<Expression, { type: T }>;

const OPERATORS: Readonly<Record<string, OpName>> = {
  '+': 'ADD',
  '-': 'SUB',
  '*': 'MUL',
  '/': 'DIV',
  '%': 'MOD',
  ',': 'CONCAT',
  '=': 'EQ',
  '~=': 'NE',
  '==': 'NUM_EQ',
  '!=': 'NUM_NE',
  '<': 'LT',
  '<=': 'LE',
  '>': 'GT',
  '>=': 'GE',
  '=~': 'MATCHES',
};

type Table = { readonly [T in Expression['type']]: (code: Code, node: Node<T>) => void };

const pushValue = ({ emitter }: Code, node: Node<'number' | 'string'>) => emitter.push(node.value);
const loadSelf = ({ emitter }: Code) => emitter.emit('LOAD_SELF');

const TABLE: Table = {
  number: pushValue,
  string: pushValue,
  true: ({ emitter }) => emitter.push(true),
  false: ({ emitter }) => emitter.push(false),
  nil: ({ emitter }) => emitter.push(null),
  self: loadSelf,
  super: loadSelf,
  interpolated,
  list,
  dictionary,
  name: nameOrClass,
  shell: (_, node) => {
    throw new Refusal(`only bash can run \`${node.text}\``, node.at);
  },
  block: (code, node) => code.block(node),
  send: (code, node) => send(code, node.receiver, [node]),
  cascade: (code, node) => send(code, node.receiver, node.messages),
  binary,
  negate: (code, node) => {
    code.value(node.value);
    code.emitter.emit('NEG');
  },
  postfix,
  assign: (code, node) => {
    code.value(node.value);
    code.emitter.emit('DUP');
    code.emitter.mark(node.at);
    code.store(node.name);
  },
  return: (code, node) => {
    if (node.value === null) code.emitter.emit('CONST_NIL');
    else code.value(node.value);
    code.emitter.emit('NON_LOCAL_RET');
  },
  try: (code, node) => {
    code.block(node.body);
    code.block(node.handler);
    code.emitter.emit('TRY');
  },
};

export function expression(code: Code, node: Expression): void {
  (TABLE[node.type] as (code: Code, node: Expression) => void)(code, node);
}

function interpolated(code: Code, { parts }: Node<'interpolated'>): void {
  const [first, ...others] = parts;
  const startsWithText = typeof first === 'string';
  code.emitter.push(startsWithText ? first : '');
  for (const part of startsWithText ? others : parts) {
    if (typeof part === 'string') code.emitter.push(part);
    else code.value(part);
    code.emitter.emit('CONCAT');
  }
}

function list(code: Code, { items }: Node<'list'>): void {
  for (const item of items) wordOrValue(code, item);
  code.emitter.emit('MAKE_LIST', items.length);
}

function dictionary(code: Code, { entries }: Node<'dictionary'>): void {
  for (const { key, value } of entries) {
    code.emitter.push(key);
    wordOrValue(code, value);
  }
  code.emitter.emit('MAKE_DICTIONARY', entries.length);
}

/** A capitalised name that no variable has is the name of a class. */
function classNameOf(code: Code, node: Expression): string | null {
  if (node.type !== 'name' || node.isVariable || !/^[A-Z]|::/.test(node.name)) return null;
  return code.scope.resolve(node.name) === null ? node.name : null;
}

/** In messages, lists and dictionaries a bare word that no variable has is its own text. */
function wordOrValue(code: Code, node: Expression): void {
  const isWord = node.type === 'name' && !node.isVariable && code.scope.resolve(node.name) === null;
  if (isWord) code.emitter.push(node.name);
  else code.value(node);
}

function nameOrClass(code: Code, node: Node<'name'>): void {
  const variable = code.scope.resolve(node.name);
  const className = classNameOf(code, node);
  if (variable !== null) code.load(variable);
  else if (className !== null) code.emitter.push(className);
  else throw new Refusal(`'${node.name}' is not a variable here`, node.at);
}

function binary(code: Code, node: Node<'binary'>): void {
  const { operator, left, right } = node;
  if (operator === '&&' || operator === '||') {
    shortCircuit(code, node);
    return;
  }
  const name = OPERATORS[operator];
  if (name === undefined) throw new Refusal(`there is no operator ${operator}`, node.at);
  code.value(left);
  code.value(right);
  code.emitter.emit(name);
}

/** 1 or 0, as inside of `$((…))`; the right side only where it decides. */
function shortCircuit(code: Code, { operator, left, right }: Node<'binary'>): void {
  const { emitter } = code;
  const decided = operator === '&&' ? 'JUMP_FALSE' : 'JUMP_TRUE';
  code.value(left);
  const onLeft = emitter.jump(decided);
  code.value(right);
  const onRight = emitter.jump(decided);
  emitter.push(operator === '&&' ? 1 : 0);
  const end = emitter.jump('JUMP');
  emitter.land(onLeft);
  emitter.land(onRight);
  emitter.push(operator === '&&' ? 0 : 1);
  emitter.land(end);
}

function postfix(code: Code, node: Node<'postfix'>): void {
  const control = CONTROL.get(node.selector);
  if (control !== undefined) {
    control(code, { ...node, wanted: true });
    return;
  }
  code.value(node.receiver);
  for (const arg of node.args) code.value(arg);
  code.emitter.emit('PRIMITIVE', code.emitter.constant(node.selector), node.args.length);
}

/** One or more messages to one receiver, which is computed once; the value is that of the last. */
function send(code: Code, receiver: Expression, messages: readonly Message[]): void {
  const { emitter } = code;
  const className = classNameOf(code, receiver);
  const isOnStack = className === null && receiver.type !== 'self' && receiver.type !== 'super';
  if (isOnStack) code.value(receiver);
  for (const [index, { selector, args }] of messages.entries()) {
    const isLast = index === messages.length - 1;
    if (isOnStack && !isLast) emitter.emit('DUP');
    for (const arg of args) wordOrValue(code, arg);
    const name = emitter.constant(selector);
    if (className !== null)
      emitter.emit('SEND_CLASS', emitter.constant(className), name, args.length);
    else if (receiver.type === 'self') emitter.emit('SEND_SELF', name, args.length);
    else if (receiver.type === 'super') emitter.emit('SEND_SUPER', name, args.length);
    else emitter.emit('SEND', name, args.length);
    if (!isLast) emitter.emit('POP');
  }
}
