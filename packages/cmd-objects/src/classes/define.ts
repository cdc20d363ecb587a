// Classes written in TypeScript: ours, and those of whoever uses this as a library.
import { normalSelector } from '../language/selector.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { Instance } from '../space/instance.ts';
import type { ClassParts, MethodSource, TrashClass } from '../space/trash-class.ts';
import { type Json, Reference, type Value } from '../values/value.ts';

/** What a method answers; nothing is nil. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a method that answers nothing need not say so
export type Answer = Value | undefined | void;

/** What a method gets: who was sent to, the arguments, and the space for everything else. */
export type InstanceMethod = (self: Instance, args: readonly Value[], space: ObjectSpace) => Answer;
export type ClassMethod = (self: TrashClass, args: readonly Value[], space: ObjectSpace) => Answer;

export interface ClassDefinition {
  /** `Counter`, `MyApp::Counter`. */
  readonly name: string;
  /** Default 'Object'; null for a class without one. */
  readonly superclass?: string | null;
  readonly isTrait?: boolean;
  readonly traits?: readonly string[];
  /** With their defaults. */
  readonly variables?: Readonly<Record<string, Json>>;
  readonly classVariables?: Readonly<Record<string, Json>>;
  /** By selector as written: `increment`, `at:put:`. */
  readonly methods?: Readonly<Record<string, InstanceMethod>>;
  readonly classMethods?: Readonly<Record<string, ClassMethod>>;
  /** From alias to selector, as written. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** @param reason why its methods run in TypeScript, for `explain` */
export function classFromDefinition(
  definition: ClassDefinition,
  { reason, space }: { readonly reason: string; readonly space: () => ObjectSpace },
): ClassParts {
  const { name, isTrait = false, superclass = isTrait ? null : 'Object' } = definition;
  const sources = (methods: Readonly<Record<string, InstanceMethod | ClassMethod>> = {}) =>
    new Map(
      Object.entries(methods).map(([shown, method]) => {
        const source = toSource(shown, { method, owner: name, reason, space });
        return [source.selector, source];
      }),
    );
  return {
    name,
    superclass: name === 'Object' ? null : superclass,
    isTrait,
    traits: definition.traits ?? [],
    variables: variables(definition.variables),
    classVariables: variables(definition.classVariables),
    methods: sources(definition.methods),
    classMethods: sources(definition.classMethods),
    testMethods: new Map(),
    aliases: new Map(
      Object.entries(definition.aliases ?? {}).map(([alias, target]) => [
        normalSelector(alias),
        normalSelector(target),
      ]),
    ),
    advice: [],
    requires: [],
    pragmas: [],
    source: null,
  };
}

const variables = (given: Readonly<Record<string, Json>> = {}) =>
  Object.entries(given).map(([name, value]) => ({ name, default: value }));

interface Given {
  readonly method: InstanceMethod | ClassMethod;
  readonly owner: string;
  readonly reason: string;
  readonly space: () => ObjectSpace;
}

function toSource(shown: string, { method, owner, reason, space }: Given): MethodSource {
  return {
    selector: normalSelector(shown),
    kind: 'typescript',
    reason,
    owner,
    place: null,
    category: null,
    pragmas: [],
    parameters: shown.endsWith(':') ? shown.split(':').slice(0, -1) : [],
    text: null,
    bind: () => {
      const here = space();
      const run = method as (self: Reference, args: readonly Value[], space: ObjectSpace) => Answer;
      return (self, args) => run(self, args, here) ?? null;
    },
  };
}
