// do:, collect: and the like on a list, the text of one, lines of text, or an object that understands them.
import { normalSelector } from '../language/selector.ts';
import { Instance } from '../space/instance.ts';
import { Block } from '../values/block.ts';
import { blockOf } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import {
  containerFromText,
  isTrue,
  type Json,
  jsonOf,
  textOf,
  type Value,
} from '../values/value.ts';
import type { Postfix } from './postfix.ts';

type OnList = (list: readonly Json[], args: readonly Value[]) => Value;

/** @throws TrashError TypeError for what is no block */
export function toBlock(value: Value | undefined): Block {
  if (value instanceof Block) return value;
  const known = blockOf(textOf(value));
  if (known) return known;
  throw new TrashError('TypeError', `'${textOf(value)}' is not a block`);
}

const LISTS = {
  'do:': (list, [body]) => {
    const block = toBlock(body);
    for (const item of list) block.call([item]);
    return null;
  },
  'collect:': (list, [body]) => {
    const block = toBlock(body);
    return list.map((item) => jsonOf(block.call([item])));
  },
  'select:': (list, [body]) => {
    const block = toBlock(body);
    return list.filter((item) => isTrue(block.call([item])));
  },
  'detect:': (list, [body]) => found(list, body) ?? null,
  'detect:ifNone:': (list, [body, otherwise]) => found(list, body) ?? valueOf(otherwise),
  'inject:into:': (list, [initial, body]) => {
    const block = toBlock(body);
    return list.reduce<Value>((sum, item) => block.call([sum, item]), initial ?? null);
  },
} satisfies Record<string, OnList>;

export type Iteration = keyof typeof LISTS;

function found(list: readonly Json[], body: Value | undefined): Json | undefined {
  const block = toBlock(body);
  return list.find((item) => isTrue(block.call([item])));
}

const valueOf = (value: Value | undefined): Value =>
  value instanceof Block ? value.call([]) : (value ?? null);

export const ITERATION = Object.fromEntries(
  Object.entries(LISTS).map(([selector, onList]): [string, Postfix] => [
    selector,
    (receiver, args, { machine, self }) => {
      const list = listFrom(receiver);
      if (list) return onList(list, args);
      const object = receiver instanceof Instance ? receiver : machine.instanceOf(textOf(receiver));
      if (object) return machine.send(object, normalSelector(selector), args, self);
      return onList(linesOf(textOf(receiver)), args);
    },
  ]),
) as Readonly<Record<Iteration, Postfix>>;

function listFrom(value: Value): readonly Json[] | null {
  if (Array.isArray(value)) return value as readonly Json[];
  const parsed = typeof value === 'string' ? containerFromText(value) : null;
  return Array.isArray(parsed) ? (parsed as readonly Json[]) : null;
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
