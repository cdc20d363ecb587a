// Trash: the system itself, for programs that look into it: its classes, their methods and their files.
import { version } from '../version.ts';
import { shownSelector } from '../language/selector.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { methodsOf } from '../space/lookup.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, ClassMethod } from './define.ts';

const named = (name: Value | undefined, space: ObjectSpace): TrashClass =>
  space.classNamed(textOf(name));

/** @throws TrashError NotFound for a class that is built in */
function sourceOf(name: Value | undefined, space: ObjectSpace) {
  const itsClass = named(name, space);
  const { source } = itsClass.parts;
  if (source) return source;
  throw new TrashError('NotFound', `${itsClass.name} is built in: there is no file of it`);
}

const indented = (selectors: Iterable<string>): string[] =>
  [...selectors].map((selector) => `  ${shownSelector(selector)}`).sort();

/** Its own, then those of its traits, then of the classes above but Object. */
function methodText(itsClass: TrashClass): string {
  const blocks = [...itsClass.ancestry()].flatMap((at, distance) =>
    distance > 0 && at.name === 'Object' ? [] : [at, ...at.traits].map(methodLines),
  );
  return blocks.flat().join('\n');
}

const methodLines = (holder: TrashClass): string[] => [
  `Methods for ${holder.name}:`,
  ...indented(methodsOf(holder, 'instance').keys()),
  `Class methods for ${holder.name}:`,
  ...indented(methodsOf(holder, 'class').keys()),
];

function hierarchy(itsClass: TrashClass): string {
  return [...itsClass.ancestry()].map(({ name }, depth) => '  '.repeat(depth) + name).join('\n');
}

/** The names that can be loaded, sorted; a class that cannot is still one. */
function list(space: ObjectSpace, isTrait: boolean): string {
  return space
    .classNames()
    .filter((name) => isTraitNamed(name, space) === isTrait)
    .join('\n');
}

function isTraitNamed(name: string, space: ObjectSpace): boolean {
  try {
    return space.registry.get(name)?.parts.isTrait ?? false;
  } catch (error) {
    if (error instanceof TrashError) return false;
    throw error;
  }
}

const categories = ({ parts }: TrashClass): string[] => [
  ...new Set(
    [...parts.methods.values(), ...parts.classMethods.values()].flatMap(
      ({ category }) => category ?? [],
    ),
  ),
];

const objects: ClassMethod = (_self, _args, space) => list(space, false);

function reload(name: Value | undefined, space: ObjectSpace): string {
  const text = textOf(name);
  const itsClass = space.registry.reload(text);
  if (itsClass) return `${text} reloaded`;
  throw new TrashError('ClassNotFound', `Unknown class: ${text} (Class file not found)`);
}

export const trashSystem: ClassDefinition = {
  name: 'Trash',
  traits: ['Debuggable'],
  classMethods: {
    version: () => `Trash System ${version} (rhachet)`,
    listObjects: objects,
    classes: objects,
    listTraits: (_self, _args, space) => list(space, true),
    'methodsFor:': (_self, [name], space) => methodText(named(name, space)),
    'hierarchyFor:': (_self, [name], space) => hierarchy(named(name, space)),
    'categoriesFor:': (_self, [name], space) => categories(named(name, space)).join('\n'),
    'methodsIn:category:': (_self, [name, category], space) => {
      const { parts } = named(name, space);
      return [...parts.classMethods.values(), ...parts.methods.values()]
        .filter((method) => method.category === textOf(category))
        .map(({ selector }) => shownSelector(selector))
        .join('\n');
    },
    'sourceFor:': (_self, [name], space) => sourceOf(name, space).text,
    'hashFor:': (_self, [name], space) => sourceOf(name, space).hash,
    'reload:': (_self, [name], space) => reload(name, space),
    'reloadClass:': (_self, [name], space) => reload(name, space),
  },
};
