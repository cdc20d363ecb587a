// do:, collect: and the like on a list, the text of one, lines of text, or an object that understands them.
import { normalSelector } from '../language/selector.ts';
import { Instance } from '../space/instance.ts';
import { Block, blockOf, FunctionBlock } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import {
  containerFromText,
  isTrue,
  type Json,
  jsonOf,
  textOf,
  type Value,
} from '../values/value.ts';
import type { Machine } from './machine.ts';
import type { Postfix } from './postfix.ts';

type OnList = (list: readonly Json[], args: readonly Value[], machine: Machine) => Value;

/** @throws TrashError TypeError for what is no block */
export function toBlock(value: Value | undefined, machine: Machine): Block {
  if (value instanceof Block) return value;
  const known = blockOf(textOf(value)) ?? storedBlock(value, machine);
  if (known) return known;
  throw new TrashError('TypeError', `'${textOf(value)}' is not a block`);
}

const VALUES = ['value', 'valueWith_', 'valueWith_and_'];

/** An object of the class Block, which keeps code of bash. */
function storedBlock(value: Value | undefined, machine: Machine): Block | null {
  const object = value instanceof Instance ? value : machine.instanceOf(textOf(value));
  if (object?.class.name !== 'Block') return null;
  const body = (...args: readonly Value[]): Value =>
    machine.send(object, VALUES[args.length] ?? 'valueWith_and_', args, null);
  return new StoredBlock(body, []);
}

/** In bash, what code prints is its value. */
class StoredBlock extends FunctionBlock {
  override perform(args: readonly Value[]): Value {
    return this.call(args);
  }
}

/** `do:` and its like: nothing, or what code of bash printed. */
export function performEach(block: Block, calls: readonly (readonly Value[])[]): Value {
  let printed = '';
  for (const args of calls) {
    const text = textOf(block.perform(args));
    if (text !== '') printed += `${text}\n`;
  }
  return printed === '' ? null : printed.replace(/\n+$/, '');
}

const LISTS = {
  'do:': (list, [body], machine) =>
    performEach(
      toBlock(body, machine),
      list.map((item) => [item]),
    ),
  'collect:': (list, [body], machine) => {
    const block = toBlock(body, machine);
    return list.map((item) => jsonOf(block.call([item])));
  },
  'select:': (list, [body], machine) => {
    const block = toBlock(body, machine);
    return list.filter((item) => isTrue(block.call([item])));
  },
  'detect:': (list, [body], machine) => found(list, body, machine) ?? null,
  'detect:ifNone:': (list, [body, otherwise], machine) =>
    found(list, body, machine) ?? valueOf(otherwise, machine),
  'inject:into:': (list, [initial, body], machine) => {
    const block = toBlock(body, machine);
    return list.reduce<Value>((sum, item) => block.call([sum, item]), initial ?? null);
  },
} satisfies Record<string, OnList>;

export type Iteration = keyof typeof LISTS;

function found(list: readonly Json[], body: Value | undefined, machine: Machine): Json | undefined {
  const block = toBlock(body, machine);
  return list.find((item) => isTrue(block.call([item])));
}

/** Of a block, or of what is itself a value. */
export function valueOf(value: Value | undefined, machine: Machine): Value {
  const text = typeof value === 'string' && value.startsWith('block_') ? value : null;
  const block = value instanceof Block ? value : text && storedBlock(text, machine);
  return block ? block.call([]) : (value ?? null);
}

export const ITERATION = Object.fromEntries(
  Object.entries(LISTS).map(([selector, onList]): [string, Postfix] => [
    selector,
    (receiver, args, { machine, self }) => {
      const list = listFrom(receiver);
      if (list) return onList(list, args, machine);
      const object = receiver instanceof Instance ? receiver : machine.instanceOf(textOf(receiver));
      if (object) return machine.send(object, normalSelector(selector), args, self);
      return onList(linesOf(textOf(receiver)), args, machine);
    },
  ]),
) as Readonly<Record<Iteration, Postfix>>;

function listFrom(value: Value): readonly Json[] | null {
  if (Array.isArray(value)) return value as readonly Json[];
  const parsed = typeof value === 'string' ? containerFromText(value) : null;
  return Array.isArray(parsed) ? (parsed as readonly Json[]) : null;
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
