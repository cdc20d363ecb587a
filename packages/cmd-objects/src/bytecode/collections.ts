// The ARRAY_ and OBJECT_ opcodes: each makes a new list or dictionary. A text is read as JSON; what is none is empty.
import { TrashError } from '../values/trash-error.ts';
import { containerFromText, type Json, jsonOf, numberOf, Reference } from '../values/value.ts';
import { textOf, type Value } from '../values/value.ts';
import type { OpName } from './opcodes.ts';
import { MAX_TEXT } from '../values/operators.ts';

type Dictionary = Readonly<Record<string, Json>>;

/** Values in one list or dictionary, with those in what is in it. */
const MAX_ITEMS = 100_000;
const MAX_DEPTH = 200;

/** Shares its parts, so a few steps could make one whose text does not fit into memory. */
export function limited<T extends readonly Json[] | Dictionary>(container: T): T {
  const left = { items: MAX_ITEMS, characters: MAX_TEXT };
  count(container, { left, depth: 1 });
  return container;
}

interface Left {
  items: number;
  characters: number;
}

function count(value: unknown, { left, depth }: { left: Left; depth: number }): void {
  const isContainer = typeof value === 'object' && value !== null;
  const items: unknown[] = isContainer ? Object.values(value) : [];
  left.items -= items.length;
  if (typeof value === 'string') left.characters -= value.length;
  if (isContainer && !Array.isArray(value)) {
    for (const key of Object.keys(value)) left.characters -= key.length;
  }
  if (left.items < 0 || left.characters < 0 || depth > MAX_DEPTH) {
    throw new TrashError('InvalidArgument', 'a list that is too large or nested too deeply');
  }
  for (const item of items) count(item, { left, depth: depth + 1 });
}

function listOf(value: Value): readonly Json[] {
  const container = typeof value === 'string' ? containerFromText(value) : value;
  return Array.isArray(container) ? (container as readonly Json[]) : [];
}

function dictionaryOf(value: Value): Dictionary {
  const container = typeof value === 'string' ? containerFromText(value) : value;
  if (typeof container !== 'object' || container === null) return {};
  if (container instanceof Reference || Array.isArray(container)) return {};
  return container as Dictionary;
}

/** From 0; null outside of the list. */
function indexIn(list: readonly Json[], index: Value): number | null {
  const number = Number(numberOf(index));
  return Number.isInteger(number) && number >= 0 && number < list.length ? number : null;
}

function itemAt(list: Value, index: Value): Value {
  const items = listOf(list);
  const at = indexIn(items, index);
  return at === null ? null : (items[at] ?? null);
}

function withItem(list: Value, [index, value]: [Value, Value]): Value {
  const items = listOf(list);
  const at = indexIn(items, index);
  return at === null ? items : items.with(at, jsonOf(value));
}

function withoutItem(list: Value, index: Value): Value {
  const items = listOf(list);
  const at = indexIn(items, index);
  return at === null ? items : items.toSpliced(at, 1);
}

/** With no prototype's keys in it: `__proto__` is a key like any other. */
function withEntries(entries: Iterable<readonly [string, Json]>): Dictionary {
  return Object.fromEntries(entries);
}

function withEntry(dictionary: Value, [key, value]: [Value, Value]): Value {
  const entries = new Map(Object.entries(dictionaryOf(dictionary)));
  return withEntries(entries.set(textOf(key), jsonOf(value)));
}

function withoutEntry(dictionary: Value, key: Value): Value {
  const entries = new Map(Object.entries(dictionaryOf(dictionary)));
  entries.delete(textOf(key));
  return withEntries(entries);
}

function entryOf(dictionary: Value, key: Value): Value {
  const entries = dictionaryOf(dictionary);
  const name = textOf(key);
  return Object.hasOwn(entries, name) ? (entries[name] ?? null) : null;
}

export interface CollectionOperation {
  readonly pops: 0 | 1 | 2 | 3;
  run(first: Value, second: Value, third: Value): Value;
}

const one = (run: (value: Value) => Value): CollectionOperation => ({ pops: 1, run });
const two = (run: (first: Value, second: Value) => Value): CollectionOperation => ({
  pops: 2,
  run,
});

export const COLLECTIONS: ReadonlyMap<OpName, CollectionOperation> = new Map<
  OpName,
  CollectionOperation
>([
  ['ARRAY_NEW', { pops: 0, run: () => [] }],
  ['ARRAY_PUSH', two((list, value) => limited([...listOf(list), jsonOf(value)]))],
  ['ARRAY_AT', two(itemAt)],
  [
    'ARRAY_AT_PUT',
    { pops: 3, run: (list, index, value) => asList(withItem(list, [index, value])) },
  ],
  ['ARRAY_LEN', one((list) => listOf(list).length)],
  ['ARRAY_FIRST', one((list) => listOf(list)[0] ?? null)],
  ['ARRAY_LAST', one((list) => listOf(list).at(-1) ?? null)],
  ['ARRAY_REMOVE', two(withoutItem)],
  ['OBJECT_NEW', { pops: 0, run: () => ({}) }],
  ['OBJECT_AT', two(entryOf)],
  [
    'OBJECT_AT_PUT',
    { pops: 3, run: (table, key, value) => asList(withEntry(table, [key, value])) },
  ],
  ['OBJECT_HAS_KEY', two((table, key) => Object.hasOwn(dictionaryOf(table), textOf(key)))],
  ['OBJECT_KEYS', one((table) => Object.keys(dictionaryOf(table)))],
  ['OBJECT_VALUES', one((table) => Object.values(dictionaryOf(table)))],
  ['OBJECT_REMOVE', two(withoutEntry)],
  ['OBJECT_LEN', one((table) => Object.keys(dictionaryOf(table)).length)],
]);

function asList(value: Value): Value {
  return limited(value as readonly Json[]);
}

/** `#(1 2)` whose items are not known before. */
export function makeList(items: readonly Value[]): Value {
  return limited(items.map(jsonOf));
}

/** Keys and values in turns. */
export function makeDictionary(parts: readonly Value[]): Value {
  const entries = new Map<string, Json>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    entries.set(textOf(parts[at] ?? null), jsonOf(parts[at + 1] ?? null));
  }
  return limited(withEntries(entries));
}
