// A dispatch map that can be asked: the types, and each family, built when somebody asks for it.
import { Family } from '../resolve/family.ts';
import { parseSignature } from '../resolve/signature.ts';
import type { Assumptions } from '../resolve/types.ts';
import { Subtyping } from '../types/subtyping.ts';
import { TypeTable } from '../types/type-table.ts';
import type { Declarations, ModuleDeclaration, Overload, TypeDeclaration } from './types.ts';

export class DispatchMap {
  readonly types: Subtyping;
  readonly #base: DispatchMap | undefined;
  readonly #byName = new Map<string, Overload[]>();
  readonly #modules = new Map<string, ModuleDeclaration>();
  readonly #families = new Map<string, Family>();

  constructor(declarations: Omit<Declarations, 'skipped'>, base?: DispatchMap) {
    this.#base = base;
    this.types = new Subtyping(new TypeTable(declarations.types, base?.types.table));
    for (const overload of declarations.overloads) {
      const list = this.#byName.get(overload.name);
      if (list) list.push(overload);
      else this.#byName.set(overload.name, [overload]);
    }
    for (const module of declarations.modules) this.#addModule(module);
  }

  /** A module may be spread over several files. */
  #addModule(module: ModuleDeclaration): void {
    const known = this.#modules.get(module.name);
    const imports = [known, module].flatMap((one) => one?.imports ?? []);
    const hasImports = known?.imports !== undefined || module.imports !== undefined;
    this.#modules.set(module.name, { name: module.name, ...(hasImports ? { imports } : {}) });
  }

  overloads(name: string): Overload[] {
    return [...(this.#base?.overloads(name) ?? []), ...(this.#byName.get(name) ?? [])];
  }

  module(name: string): ModuleDeclaration | undefined {
    return this.#modules.get(name) ?? this.#base?.module(name);
  }

  *moduleNames(): Iterable<string> {
    yield* this.#modules.keys();
    if (this.#base) yield* this.#base.moduleNames();
  }

  /** The names of all families. */
  *names(): Iterable<string> {
    yield* new Set([...this.#byName.keys(), ...(this.#base?.names() ?? [])]);
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
