// Lists and dictionaries are JSON in a variable: these read them, and make changed ones.
import { TrashError } from '../values/trash-error.ts';
import {
  containerFromText,
  type Json,
  jsonOf,
  numberOf,
  textOf,
  type Value,
} from '../values/value.ts';

type List = readonly Json[];
type Dictionary = Readonly<Record<string, Json>>;

/** @throws TrashError TypeError for what is no list, nor the text of one; nothing is the empty one */
export function listOf(value: Value | undefined): List {
  if (Array.isArray(value)) return value as List;
  const text = textOf(value);
  if (text === '') return [];
  const parsed = containerFromText(text);
  if (Array.isArray(parsed)) return parsed as List;
  throw new TrashError('TypeError', `'${shortened(text)}' is not a list`);
}

/** @throws TrashError TypeError for what is no dictionary, nor the text of one; nothing is the empty one */
export function dictionaryOf(value: Value | undefined): Dictionary {
  const held = typeof value === 'string' ? containerFromText(value) : (value ?? null);
  if (isDictionary(held)) return held;
  if (textOf(value) === '') return {};
  throw new TrashError('TypeError', `'${shortened(textOf(value))}' is not a dictionary`);
}

const isDictionary = (value: Value): value is Dictionary =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) === Object.prototype;

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Negative ones count from the end. */
function indexIn(list: List, index: Value | undefined): number {
  const number = Number(numberOf(index));
  if (!Number.isInteger(number))
    throw new TrashError('IndexError', `${textOf(index)} is not an index`);
  return number < 0 ? list.length + number : number;
}

/** A list that is written to beyond its end grows to there, with nil between. */
const MOST_ITEMS = 10_000_000;

function withItem(list: List, index: Value | undefined, item: Json): List {
  const at = indexIn(list, index);
  if (at < 0 || at >= MOST_ITEMS)
    throw new TrashError('IndexError', `there is no place ${textOf(index)} in a list`);
  const copy = [...list];
  while (copy.length < at) copy.push(null);
  copy[at] = item;
  return copy;
}

/** What a collection keeps of a value is its text, as in bash; the forms that end in `Json:` keep the kind. */
const asText = (value: Value | undefined): Json => textOf(value);

const asJson = (value: Value | undefined): Json => {
  if (typeof value !== 'string') return jsonOf(value);
  try {
    return JSON.parse(value) as Json;
  } catch {
    throw new TrashError('InvalidArgument', `'${shortened(value)}' is not JSON`);
  }
};

function without(dictionary: Dictionary, key: string): Dictionary {
  return Object.fromEntries(Object.entries(dictionary).filter(([name]) => name !== key));
}

/** `a.b[0].c`, also with a dot in front. nil where the way ends. */
function atPath(value: Json, path: string): Json {
  let at: Json = value;
  for (const [, key = '', index] of path.matchAll(/([^.[\]]+)|\[(-?\d+)\]/g)) {
    if (Array.isArray(at)) at = (at as List).at(Number(index ?? key)) ?? null;
    else at = isDictionary(at) ? ownValue(at, key) : null;
  }
  return at;
}

type Primitive = (receiver: Value, args: readonly Value[]) => Value;

export const JSON_PRIMITIVES = {
  'arrayPush:': (list, [item]) => [...listOf(list), asText(item)],
  'arrayPushJson:': (list, [item]) => [...listOf(list), asJson(item)],
  'arrayAt:': (list, [index]) => {
    const items = listOf(list);
    return items[indexIn(items, index)] ?? null;
  },
  'arrayAt:put:': (list, [index, item]) => withItem(listOf(list), index, asText(item)),
  'arrayAt:putJson:': (list, [index, item]) => withItem(listOf(list), index, asJson(item)),
  'arrayRemoveAt:': (list, [index]) => {
    const items = listOf(list);
    const at = indexIn(items, index);
    return items.filter((_, place) => place !== at);
  },
  arrayLength: (list) => listOf(list).length,
  arrayFirst: (list) => listOf(list)[0] ?? null,
  arrayLast: (list) => listOf(list).at(-1) ?? null,
  arrayIsEmpty: (list) => listOf(list).length === 0,
  'objectAt:': (dictionary, [key]) => ownValue(dictionaryOf(dictionary), textOf(key)),
  'objectAt:put:': (dictionary, [key, value]) =>
    withKey(dictionaryOf(dictionary), textOf(key), asText(value)),
  'objectAt:putJson:': (dictionary, [key, value]) =>
    withKey(dictionaryOf(dictionary), textOf(key), asJson(value)),
  'objectHasKey:': (dictionary, [key]) => Object.hasOwn(dictionaryOf(dictionary), textOf(key)),
  'objectRemoveKey:': (dictionary, [key]) => without(dictionaryOf(dictionary), textOf(key)),
  objectKeys: (dictionary) => Object.keys(dictionaryOf(dictionary)),
  objectValues: (dictionary) => Object.values(dictionaryOf(dictionary)),
  objectLength: (dictionary) => Object.keys(dictionaryOf(dictionary)).length,
  objectIsEmpty: (dictionary) => Object.keys(dictionaryOf(dictionary)).length === 0,
  'jsonPath:': (value, [path]) => {
    const json = typeof value === 'string' ? containerFromText(value) : jsonOf(value);
    return atPath(json, textOf(path));
  },
  stringToJsonArray: (text) => textOf(text).split(/\s+/).filter(Boolean),
} satisfies Record<string, Primitive>;

export type JsonPrimitive = keyof typeof JSON_PRIMITIVES;

export const ownValue = (dictionary: Dictionary, key: string): Json =>
  Object.hasOwn(dictionary, key) ? (dictionary[key] ?? null) : null;

/** `__proto__` is a key like any other. */
export const withKey = (dictionary: Dictionary, key: string, value: Json): Dictionary =>
  Object.fromEntries([
    ...Object.entries(dictionary).filter(([name]) => name !== key),
    [key, value],
  ]);
