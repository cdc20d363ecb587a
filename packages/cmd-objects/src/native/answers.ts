// What plugins ask for that is no message: objects by name, rows, texts of values, reflection.
import type { Instance } from '../space/instance.ts';
import type { Receiver, TrashClass } from '../space/trash-class.ts';
import type { Block } from '../values/block.ts';
import type { Value } from '../values/value.ts';
import type { Session } from './session.ts';
import { QUESTIONS, type Question } from './shim-table.ts';
import type { Tools } from './tools.ts';

type Answer = (tools: Tools, args: readonly Value[], session: Session) => Value | undefined;

/** @throws TrashError NotFound, also for the name of a class */
const named = (tools: Tools, name: Value | undefined): Instance => {
  if (tools.isInstance(name)) return name;
  return tools.space.instanceNamed(tools.textOf(name));
};

const classNamed = (tools: Tools, name: Value | undefined): TrashClass =>
  tools.space.classNamed(tools.textOf(name));

const ownerOf = (tools: Tools, self: Value | undefined): TrashClass =>
  tools.isInstance(self) ? self.class : classNamed(tools, self);

const block = (tools: Tools, id: Value | undefined): Block => {
  const found = tools.blockOf(tools.textOf(id));
  if (found) return found;
  throw new tools.TrashError('NotFound', `unknown block: ${tools.textOf(id)}`);
};

const itemAt = (names: readonly string[], index: Value | undefined, tools: Tools): string => {
  const name = names[Number(index)];
  if (name !== undefined) return name;
  throw new tools.TrashError('IndexError', `there is none of number ${Number(index)}`);
};

const variablesOf = (tools: Tools, name: Value | undefined): string[] =>
  classNamed(tools, name).layout.map((variable) => variable.name);

function bash(tools: Tools, [receiver, selector, ...args]: readonly Value[]): Value {
  const found = tools.space.resolve(tools.textOf(receiver));
  const shown = tools.textOf(selector);
  const method = found instanceof tools.Block ? null : tools.rawMethod(found, shown);
  if (method) return tools.textOf(method.run(found as Receiver, args));
  throw new tools.TrashError(
    'MessageNotUnderstood',
    `there is no raw method '${shown}' of ${tools.textOf(found)}`,
  );
}

/** The bytecode by its address and length, then four values for each capture. */
function registerBlock(tools: Tools, args: readonly Value[], { memory }: Session): string {
  const [address, length, ...captures] = args;
  const values = new Map<string, Value>();
  let owner: Receiver | null = null;
  for (let at = 0; at < captures.length; at += 4) {
    const [name, source, of, value] = captures.slice(at, at + 4);
    if (source === 1) owner = (of ?? null) as Receiver | null;
    else values.set(tools.textOf(name), value ?? null);
  }
  const bytes = memory.bytesFrom(Number(address), Number(length));
  return tools.blockFrom({ bytes, values, owner }).referenceText;
}

function integer(tools: Tools, value: Value | undefined): number | bigint {
  const number = tools.numberOf(value);
  if (typeof number === 'bigint' || Number.isSafeInteger(number)) return number;
  const whole = Math.trunc(number);
  if (Math.abs(whole) < 2 ** 63) return BigInt(whole);
  throw new tools.TrashError('TypeError', `${number} is no integer of 64 bits`);
}

const ANSWERS: Readonly<Record<Question, Answer>> = {
  NEW: (tools, [name], session) => {
    const made = tools.space.send(classNamed(tools, name), 'new', [], session.caller);
    return tools.textOf(made);
  },
  LOOKUP: (tools, [id]) => named(tools, id),
  GET_VARIABLE: (tools, [self, name]) =>
    tools.space.getVariable(named(tools, self), tools.textOf(name)),
  SET_VARIABLE: (tools, [self, name, value]) => {
    tools.space.setVariable(named(tools, self), tools.textOf(name), tools.storable(value));
    return null;
  },
  GET_CLASS_VARIABLE: (tools, [self, name]) =>
    tools.space.getClassVariable(ownerOf(tools, self), tools.textOf(name)),
  SET_CLASS_VARIABLE: (tools, [self, name, value]) => {
    tools.space.setClassVariable(ownerOf(tools, self), tools.textOf(name), tools.storable(value));
    return null;
  },
  ID: (tools, [self]) => tools.textOf(self),
  CLASS: (tools, [self]) => ownerOf(tools, self).name,
  VARIABLE_COUNT: (tools, [name]) => variablesOf(tools, name).length,
  METHOD_COUNT: (tools, [name]) => tools.selectorsOf(classNamed(tools, name)).length,
  VARIABLE_NAME: (tools, [name, index]) => itemAt(variablesOf(tools, name), index, tools),
  METHOD_NAME: (tools, [name, index]) =>
    itemAt(tools.selectorsOf(classNamed(tools, name)), index, tools),
  BASH: bash,
  REGISTER_BLOCK: registerBlock,
  BLOCK: (tools, [id]) => block(tools, id),
  PERSIST: (tools, [id]) => {
    tools.space.persistence.save(named(tools, id));
    return null;
  },
  LOAD: (tools, [id]) => {
    const instance = named(tools, id);
    tools.space.persistence.reload(instance);
    return instance;
  },
  SERIALIZE: (tools, [self]) => tools.rowOf(named(tools, self)),
  DESERIALIZE: (tools, [json]) => tools.fromRow(tools.textOf(json)),
  INTEGER: (tools, [value]) => integer(tools, value),
  FLOAT: (tools, [value]) => Number(tools.numberOf(value)),
  TEXT: (tools, [value]) => tools.textOf(value),
  INSTANCE: (tools, [value]) => {
    const found = tools.space.resolve(tools.textOf(value));
    if (!(found instanceof tools.Block)) return found;
    throw new tools.TrashError('TypeError', `${tools.textOf(value)} is a block`);
  },
  JSON: (tools, [value]) => JSON.stringify(tools.jsonOf(value)),
  ERROR: (tools, [type, message]) => {
    throw new tools.TrashError(tools.textOf(type) || 'Error', tools.textOf(message));
  },
};

/** @throws TrashError */
export function answerTo(
  what: number,
  args: readonly Value[],
  session: Session,
): Value | undefined {
  const question = QUESTIONS[what];
  if (question === undefined) throw new Error(`question ${what}`);
  return ANSWERS[question](session.tools, args, session);
}
