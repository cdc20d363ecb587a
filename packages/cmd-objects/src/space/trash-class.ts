// A class: its variables, its methods, and the flattened table by which a message finds its method.
import type { Requirement } from '../language/ast.ts';
import { type Json, Reference, type Value } from '../values/value.ts';
import type { Instance } from './instance.ts';
import type { CodeFile } from './latest-files.ts';

export type Receiver = Instance | TrashClass;

/** `self` is who got the message; a method inherited from above runs with the instance of below. */
export type MethodBody = (self: Receiver, args: readonly Value[]) => Value;

/** A method as a file or a definition in TypeScript has it; `super` needs to know in which class it was found. */
export interface MethodSource {
  /** Normal form: `at_put_`. */
  readonly selector: string;
  /** Where its body is run. */
  readonly kind: 'native' | 'typescript' | 'bash';
  /** Why there: `raw method`, `built in`, `line 12 is a command of bash`. */
  readonly reason: string;
  /** The class or trait that has it. */
  readonly owner: string;
  /** `Counter.trash:12`, where there is one. */
  readonly place: string | null;
  readonly category: string | null;
  readonly pragmas: readonly string[];
  readonly parameters: readonly string[];
  /** The text of its body; null for one in TypeScript. */
  readonly text: string | null;
  readonly bind: (foundAt: TrashClass) => MethodBody;
}

/** What runs before or after each method of a selector, whoever has it. */
export interface AdviceSource {
  readonly kind: 'before' | 'after';
  /** Normal form. */
  readonly selector: string;
  readonly bind: (foundAt: TrashClass) => MethodBody;
}

export interface Method {
  readonly source: MethodSource;
  readonly foundAt: TrashClass;
  readonly run: MethodBody;
}

export interface Variable {
  readonly name: string;
  readonly default: Json;
}

/** The file of a class, as it was read. */
export interface SourceFile {
  readonly path: string;
  /** The sha256 of its text. */
  readonly hash: string;
  readonly text: string;
  /** Changes with the file. */
  readonly stamp: string;
}

/** The shared object that gives a class methods in C, or the module that gives it those in TypeScript. */
export interface PluginSource extends CodeFile {
  /** The class file of the same name, as it is without the plugin. */
  readonly behind: ClassParts | null;
}

/** The parts of a class, as a file or a definition in TypeScript gives them. */
export interface ClassParts {
  readonly name: string;
  /** null: Object, and traits. */
  readonly superclass: string | null;
  readonly isTrait: boolean;
  readonly traits: readonly string[];
  readonly variables: readonly Variable[];
  readonly classVariables: readonly Variable[];
  readonly methods: ReadonlyMap<string, MethodSource>;
  readonly classMethods: ReadonlyMap<string, MethodSource>;
  /** Of a file: `testMethod:`. */
  readonly testMethods: ReadonlyMap<string, MethodSource>;
  /** From alias to selector, both normal. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly advice: readonly AdviceSource[];
  readonly requires: readonly Requirement[];
  readonly pragmas: readonly string[];
  /** null for a class in TypeScript. */
  readonly source: SourceFile | null;
  readonly plugin?: PluginSource;
}

export class TrashClass extends Reference {
  readonly parts: ClassParts;
  readonly superclass: TrashClass | null;
  readonly traits: readonly TrashClass[];
  /** Own variables first, then those of traits and parents; the child's default wins. */
  readonly layout: readonly Variable[];
  readonly slotOf: ReadonlyMap<string, number>;
  /** Selector to method, with everything inherited; filled as messages come. null: there is none. */
  readonly instanceTable = new Map<string, Method | null>();
  readonly classTable = new Map<string, Method | null>();
  /** False once it, or something that it rests on, was registered anew. */
  isCurrent = true;

  constructor(parts: ClassParts, superclass: TrashClass | null, traits: readonly TrashClass[]) {
    super();
    this.parts = parts;
    this.superclass = superclass;
    this.traits = traits;
    this.layout = layoutOf(parts, superclass, traits);
    this.slotOf = new Map(this.layout.map(({ name }, index) => [name, index]));
  }

  get name(): string {
    return this.parts.name;
  }

  get referenceText(): string {
    return this.parts.name;
  }

  /** This class and those above it. */
  *ancestry(): Generator<TrashClass> {
    yield this;
    if (this.superclass) yield* this.superclass.ancestry();
  }
}

function layoutOf(
  parts: ClassParts,
  superclass: TrashClass | null,
  traits: readonly TrashClass[],
): Variable[] {
  const layout = [...parts.variables];
  const inherited = [...traits.flatMap((trait) => trait.layout), ...(superclass?.layout ?? [])];
  for (const variable of inherited)
    if (!layout.some(({ name }) => name === variable.name)) layout.push(variable);
  return layout;
}
