// A dispatch map that can be asked: the types, and each family, built when somebody asks for it.
import { Family } from '../resolve/family.ts';
import { parseSignature } from '../resolve/signature.ts';
import type { Assumptions } from '../resolve/types.ts';
import { Subtyping } from '../types/subtyping.ts';
import { type TypeFacts, TypeTable } from '../types/type-table.ts';
import { mergeModules } from './modules.ts';
import type { ModuleDeclaration, Overload, TypeDeclaration } from './types.ts';

/** Overloads by name; an index reads a family when it is asked for. */
export interface OverloadsByName {
  names: () => Iterable<string>;
  of: (name: string) => Overload[];
}

function byName(overloads: Overload[]): OverloadsByName {
  const lists = new Map<string, Overload[]>();
  for (const overload of overloads) {
    const list = lists.get(overload.name);
    if (list) list.push(overload);
    else lists.set(overload.name, [overload]);
  }
  return { names: () => lists.keys(), of: (name) => lists.get(name) ?? [] };
}

export interface ModulesByName {
  names: () => Iterable<string>;
  get: (name: string) => ModuleDeclaration | undefined;
}

function modulesByName(modules: ModuleDeclaration[]): ModulesByName {
  const merged = mergeModules(modules);
  return { names: () => merged.keys(), get: (name) => merged.get(name) };
}

/** All of it, or what reads it when it is asked for. */
export interface MapParts {
  types: TypeDeclaration[] | TypeFacts;
  modules: ModuleDeclaration[] | ModulesByName;
  overloads: Overload[] | OverloadsByName;
}

export class DispatchMap {
  readonly types: Subtyping;
  readonly #base: DispatchMap | undefined;
  readonly #overloads: OverloadsByName;
  readonly #modules: ModulesByName;
  readonly #families = new Map<string, Family>();

  constructor({ types, overloads, modules }: MapParts, base?: DispatchMap) {
    this.#base = base;
    this.types = new Subtyping(new TypeTable(types, base?.types.table));
    this.#overloads = Array.isArray(overloads) ? byName(overloads) : overloads;
    this.#modules = Array.isArray(modules) ? modulesByName(modules) : modules;
  }

  overloads(name: string): Overload[] {
    return [...(this.#base?.overloads(name) ?? []), ...this.#overloads.of(name)];
  }

  module(name: string): ModuleDeclaration | undefined {
    return this.#modules.get(name) ?? this.#base?.module(name);
  }

  *moduleNames(): Iterable<string> {
    yield* this.#modules.names();
    if (this.#base) yield* this.#base.moduleNames();
  }

  /** The names of all families. */
  *names(): Iterable<string> {
    yield* new Set([...this.#overloads.names(), ...(this.#base?.names() ?? [])]);
  }

  family(name: string): Family | undefined {
    const known = this.#families.get(name);
    if (known) return known;
    const overloads = this.overloads(name);
    if (overloads.length === 0) return undefined;
    const family = new Family(name, overloads, this.types);
    this.#families.set(name, family);
    return family;
  }

  /** The map as it would be: this one stays as it is. */
  withAssumptions({ types = [], overloads = [] }: Assumptions): DispatchMap {
    const assumedTypes = types.map((type): TypeDeclaration => ({
      ...type,
      extends: type.extends ?? [],
      union: type.union ?? [],
    }));
    const assumedOverloads = overloads.map((text): Overload => ({
      ...parseSignature(text),
      visibility: 'public',
    }));
    return new DispatchMap({ types: assumedTypes, overloads: assumedOverloads, modules: [] }, this);
  }
}
