// Object: what every object and class understands.
import { normalSelector, shownSelector } from '../language/selector.ts';
import type { Instance } from '../space/instance.ts';
import { methodsOf, ownMethod, type Side } from '../space/lookup.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { Receiver, TrashClass } from '../space/trash-class.ts';
import { rowOf } from '../store/row.ts';
import { textOf, type Value } from '../values/value.ts';
import type { ClassDefinition } from './define.ts';

const perform = (
  self: Receiver,
  [selector, ...args]: readonly Value[],
  space: ObjectSpace,
): Value => space.send(self, normalSelector(textOf(selector)), args, self);

const PERFORM = Object.fromEntries(
  ['perform:', 'perform:with:', 'perform:with:with:', 'perform:with:with:with:'].map((name) => [
    name,
    perform,
  ]),
);

/** Whether a class understands all that a trait requires (`requires: inject: into:`). */
export function conforms(itsClass: TrashClass, protocol: TrashClass): boolean {
  return protocol.parts.requires.every(
    (required) => required.kind === 'file' || understands(itsClass, required.selector, 'instance'),
  );
}

export function understands(itsClass: TrashClass, selector: string, side: Side): boolean {
  return [...itsClass.ancestry()].some((at) => ownMethod(at, selector, side) !== null);
}

export const isKindOf = (itsClass: TrashClass, name: string): boolean =>
  [...itsClass.ancestry()].some(
    (at) => at.name === name || at.traits.some((trait) => trait.name === name),
  );

/** `name: value` for each variable, under the class and the id. */
function inspect(self: Instance): string {
  const variables = self.class.layout.map(
    ({ name }, slot) => `  ${name}: ${textOf(self.slots[slot] ?? null)}`,
  );
  return [`a ${self.class.name}`, `  id: ${self.id}`, ...variables].join('\n');
}

/** The selectors of a class and all above it but Object, as written. */
export function selectorsOf(itsClass: TrashClass, side: Side): string[] {
  const found = new Set<string>();
  for (const at of itsClass.ancestry()) {
    if (at.name === 'Object' && itsClass.name !== 'Object') break;
    for (const holder of [at, ...at.traits])
      for (const selector of methodsOf(holder, side).keys()) found.add(shownSelector(selector));
  }
  return [...found].sort();
}

export const objectClass: ClassDefinition = {
  name: 'Object',
  superclass: null,
  methods: {
    ...PERFORM,
    printString: (self) => `<${self.class.name} ${self.id}>`,
    class: (self) => self.class.name,
    id: (self) => self.id,
    'isKindOf:': (self, [name]) => isKindOf(self.class, textOf(name)),
    'conformsTo:': (self, [name], space) => conforms(self.class, space.classNamed(textOf(name))),
    'respondsTo:': (self, [selector], space) =>
      space.methodOf(self, normalSelector(textOf(selector))) !== null,
    delete: (self, _args, space) => {
      space.persistence.delete(self);
    },
    inspect: (self) => inspect(self),
    'inspectTo:': (self, [path], space) => {
      space.send('File', 'write_to_', [space.send(self, 'inspect', [], self), path ?? null], self);
      return path;
    },
    asJson: (self) => rowOf(self),
    methods: (self) => selectorsOf(self.class, 'instance').join('\n'),
  },
  classMethods: {
    ...PERFORM,
    new: (self, _args, space) => space.persistence.create(self),
    name: (self) => self.name,
    class: (self) => self.name,
    printString: (self) => `<${self.name}>`,
    superclass: (self) => self.superclass?.name ?? null,
    methods: (self) => selectorsOf(self, 'instance').join('\n'),
    classMethods: (self) => selectorsOf(self, 'class').join('\n'),
    'isKindOf:': (self, [name]) => isKindOf(self, textOf(name)),
    'conformsTo:': (self, [name], space) => conforms(self, space.classNamed(textOf(name))),
    'respondsTo:': (self, [selector], space) =>
      space.methodOf(self, normalSelector(textOf(selector))) !== null,
    inspect: (self) =>
      [
        `class ${self.name}`,
        `  superclass: ${self.superclass?.name ?? 'nil'}`,
        `  variables: ${self.layout.map(({ name }) => name).join(' ')}`,
      ].join('\n'),
  },
};
