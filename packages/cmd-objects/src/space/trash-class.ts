// A class: its variables, its methods, and the flattened table by which a message finds its method.
import type { Advice, Requirement } from '../language/ast.ts';
import { type Json, Reference, type Value } from '../values/value.ts';
import type { Instance } from './instance.ts';

export type Receiver = Instance | TrashClass;

/** `self` is who got the message; a method inherited from above runs with the instance of below. */
export type MethodBody = (self: Receiver, args: readonly Value[]) => Value;

export interface Method {
  /** Normal form: `at_put_`. */
  readonly selector: string;
  readonly arity: number;
  /** Where its body is run. */
  readonly kind: 'native' | 'typescript' | 'bash';
  /** Why there: `raw method`, `built in`, `line 12 is a bash command`. */
  readonly reason: string;
  /** The class or trait whose file has it. */
  readonly owner: string;
  /** `Counter.trash:12`, where there is one. */
  readonly place: string | null;
  readonly category: string | null;
  readonly pragmas: readonly string[];
  /** The text of a raw method. */
  readonly text: string | null;
  readonly parameters: readonly string[];
  readonly run: MethodBody;
}

export interface Variable {
  readonly name: string;
  readonly default: Json;
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
  readonly methods: ReadonlyMap<string, Method>;
  readonly classMethods: ReadonlyMap<string, Method>;
  /** From alias to selector, both normal. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly advice: readonly Advice[];
  readonly requires: readonly Requirement[];
  readonly pragmas: readonly string[];
  /** The file, and the sha256 of its text; null for a class of ours. */
  readonly source: { readonly path: string; readonly hash: string } | null;
}

export class TrashClass extends Reference {
  readonly parts: ClassParts;
  /** Counts registrations of this name, from 1. */
  readonly version: number;
  readonly superclass: TrashClass | null;
  /** Own variables first, then those of traits and parents; the child's default wins. */
  readonly layout: readonly Variable[];
  readonly slotOf: ReadonlyMap<string, number>;
  /** Selector to method, with everything inherited; filled as messages come. */
  readonly instanceTable = new Map<string, Method | null>();
  readonly classTable = new Map<string, Method | null>();

  constructor(
    parts: ClassParts,
    version: number,
    layout: readonly Variable[],
    superclass: TrashClass | null,
  ) {
    super();
    this.parts = parts;
    this.version = version;
    this.layout = layout;
    this.superclass = superclass;
    this.slotOf = new Map(layout.map(({ name }, index) => [name, index]));
  }

  get name(): string {
    return this.parts.name;
  }

  get referenceText(): string {
    return this.parts.name;
  }
}
