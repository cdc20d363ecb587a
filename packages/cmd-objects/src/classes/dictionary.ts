// Dictionary: keys and values in one variable, in the order in which they came.
import { performEach, toBlock, valueOf } from '../evaluate/iteration.ts';
import {
  dictionaryOf,
  JSON_PRIMITIVES,
  type JsonPrimitive,
  ownValue,
  withKey,
} from '../evaluate/json-primitives.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { isTrue, type Json, jsonOf, textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, InstanceMethod } from './define.ts';

type Items = Readonly<Record<string, Json>>;

const itemsOf = (self: Instance, space: ObjectSpace): Items =>
  dictionaryOf(space.getVariable(self, 'items'));

const put = (self: Instance, items: Value, space: ObjectSpace): void =>
  space.setVariable(self, 'items', items as Json);

const reads =
  (primitive: JsonPrimitive): InstanceMethod =>
  (self, args, space) =>
    JSON_PRIMITIVES[primitive](itemsOf(self, space), args);

function made(itsClass: TrashClass, items: Items, space: ObjectSpace): Instance {
  const dictionary = space.persistence.create(itsClass);
  put(dictionary, items, space);
  return dictionary;
}

const filled = (entries: readonly (readonly [string, Json])[]): Items =>
  Object.fromEntries(entries);

/** `name:Alice age:30`. */
const pairs = (text: string): [string, string][] =>
  text
    .split(/\s+/)
    .filter((pair) => pair.includes(':'))
    .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]);

export const dictionary: ClassDefinition = {
  name: 'Dictionary',
  traits: ['Debuggable', 'Persistable'],
  variables: { items: {} },
  methods: {
    'at:': reads('objectAt:'),
    'at:put:': (self, [key, value], space) => {
      put(self, withKey(itemsOf(self, space), textOf(key), textOf(value)), space);
      return value;
    },
    'at:ifAbsent:': (self, [key, otherwise], space) => {
      const items = itemsOf(self, space);
      if (Object.hasOwn(items, textOf(key))) return ownValue(items, textOf(key));
      return valueOf(otherwise, space);
    },
    'includesKey:': reads('objectHasKey:'),
    'removeAt:': (self, args, space) => {
      const items = itemsOf(self, space);
      put(self, JSON_PRIMITIVES['objectRemoveKey:'](items, args), space);
      return ownValue(items, textOf(args[0]));
    },
    keys: reads('objectKeys'),
    values: reads('objectValues'),
    size: reads('objectLength'),
    isEmpty: reads('objectIsEmpty'),
    clear: (self, _args, space) => {
      put(self, {}, space);
      return self;
    },
    'merge:': (self, [other], space) => {
      const theirs = dictionaryOf(space.send(other ?? null, 'getItems', [], self));
      put(self, { ...itemsOf(self, space), ...theirs }, space);
      return self;
    },
    show: (self, _args, space) => {
      const items = itemsOf(self, space);
      return Object.keys(items).length === 0 ? '(empty dictionary)' : items;
    },
    asJson: (self, _args, space) => itemsOf(self, space),
    'withPairs:': (self, [text], space) => {
      put(self, { ...itemsOf(self, space), ...filled(pairs(textOf(text))) }, space);
      return self;
    },
    'do:': (self, [body], space) =>
      performEach(toBlock(body, space), Object.entries(itemsOf(self, space))),
    'keysDo:': (self, [body], space) =>
      performEach(
        toBlock(body, space),
        Object.keys(itemsOf(self, space)).map((key) => [key]),
      ),
    'valuesDo:': (self, [body], space) =>
      performEach(
        toBlock(body, space),
        Object.values(itemsOf(self, space)).map((value) => [value]),
      ),
    'collect:': (self, [body], space) => {
      const block = toBlock(body, space);
      const entries = Object.entries(itemsOf(self, space)).map(([key, value]): [string, Json] => [
        key,
        textOf(jsonOf(block.call([value]))),
      ]);
      return made(self.class, filled(entries), space);
    },
    'select:': (self, [body], space) => {
      const block = toBlock(body, space);
      const entries = Object.entries(itemsOf(self, space));
      return made(
        self.class,
        filled(entries.filter(([key, value]) => isTrue(block.call([key, value])))),
        space,
      );
    },
  },
  classMethods: {
    'fromJson:': (self, [json], space) => made(self, dictionaryOf(json), space),
  },
};
