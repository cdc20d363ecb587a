// Array: a list in one variable. What it keeps of a value is its text, as bash has it.
import { type Iteration, ITERATION } from '../evaluate/iteration.ts';
import { JSON_PRIMITIVES, type JsonPrimitive, listOf } from '../evaluate/json-primitives.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { type Json, textOf, type Value } from '../values/value.ts';
import type { Answer, ClassDefinition, InstanceMethod } from './define.ts';

const itemsOf = (self: Instance, space: ObjectSpace): readonly Json[] =>
  listOf(space.getVariable(self, 'items'));

const put = (self: Instance, items: Value, space: ObjectSpace): void =>
  space.setVariable(self, 'items', items as Json);

/** Reads the list by a primitive of the language. */
const reads =
  (primitive: JsonPrimitive): InstanceMethod =>
  (self, args, space) =>
    JSON_PRIMITIVES[primitive](itemsOf(self, space), args);

/** Puts the list that a primitive makes in the place of this one. */
function writes(
  primitive: JsonPrimitive,
  result: (args: readonly Value[]) => Answer,
): InstanceMethod {
  return (self, args, space) => {
    put(self, JSON_PRIMITIVES[primitive](itemsOf(self, space), args), space);
    return result(args);
  };
}

const iterates =
  (selector: Iteration) =>
  (self: Instance, args: readonly Value[], space: ObjectSpace): Value =>
    ITERATION[selector](itemsOf(self, space), args, { machine: space, self });

/** collect: and select: answer a new Array of the same class. */
const makes =
  (selector: Iteration): InstanceMethod =>
  (self, args, space) => {
    const items = listOf(iterates(selector)(self, args, space) ?? null).map((item) => textOf(item));
    const made = space.persistence.create(self.class);
    put(made, items, space);
    return made;
  };

function fromLines(text: Value | undefined): string[] {
  const lines = textOf(text).split('\n');
  return lines.length === 1 && lines[0] === '' ? [] : lines;
}

export const arrayClass: ClassDefinition = {
  name: 'Array',
  traits: ['Debuggable', 'Persistable'],
  variables: { items: [] },
  methods: {
    'at:': reads('arrayAt:'),
    'at:put:': writes('arrayAt:put:', ([, value]) => value),
    'push:': writes('arrayPush:', ([value]) => value),
    'add:': writes('arrayPush:', ([value]) => value),
    'removeAt:': (self, args, space) => {
      const removed = JSON_PRIMITIVES['arrayAt:'](itemsOf(self, space), args);
      put(self, JSON_PRIMITIVES['arrayRemoveAt:'](itemsOf(self, space), args), space);
      return removed;
    },
    pop: (self, _args, space) => {
      const items = itemsOf(self, space);
      put(self, items.slice(0, -1), space);
      return items.at(-1) ?? null;
    },
    size: reads('arrayLength'),
    isEmpty: reads('arrayIsEmpty'),
    first: reads('arrayFirst'),
    last: reads('arrayLast'),
    'includes:': (self, [value], space) =>
      itemsOf(self, space).some((item) => textOf(item) === textOf(value)),
    clear: (self, _args, space) => {
      put(self, [], space);
      return self;
    },
    show: (self, _args, space) => {
      const items = itemsOf(self, space);
      return items.length === 0 ? '(empty array)' : items;
    },
    'withValues:': (self, [values], space) => {
      put(self, textOf(values).split(/\s+/).filter(Boolean), space);
      return self;
    },
    'do:': iterates('do:'),
    'detect:': iterates('detect:'),
    'detect:ifNone:': iterates('detect:ifNone:'),
    'inject:into:': iterates('inject:into:'),
    'collect:': makes('collect:'),
    'select:': makes('select:'),
  },
  classMethods: {
    'fromLines:': (self, [text], space) => {
      const made = space.persistence.create(self);
      put(made, fromLines(text), space);
      return made;
    },
    'fromJson:': (self, [json], space) => {
      const made = space.persistence.create(self);
      put(made, listOf(json), space);
      return made;
    },
  },
};
