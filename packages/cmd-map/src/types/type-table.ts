// Which declaration a type name means, and which types lie above and below it. A table can be laid over another, so
// that a hypothetical type changes nothing.
import type { TypeDeclaration } from '../model/types.ts';
import { parseTerm, type Term } from './term.ts';

export const PRIMITIVES: ReadonlySet<string> = new Set(
  (
    'i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 isize usize f16 f32 f64 int uint float double bool char byte ' +
    'string String str void none null any table error type'
  ).split(' '),
);

export interface Declared {
  key: string;
  declaration: TypeDeclaration;
}

const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

const addTo = <T>(map: Map<string, T[]>, key: string, value: T): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

/** What is known of types; an index reads it when it is asked for. */
export interface TypeFacts {
  /** By the last part of the name. */
  named: (lastName: string) => Declared[] | undefined;
  /** Direct edges upwards and downwards, by key. */
  edges: (key: string) => [above: string[], below: string[]] | undefined;
  lastNames: () => Iterable<string>;
  /** Every key that is declared, or named as a supertype or member. */
  keys: () => Iterable<string>;
}

/** Two types of one name are told apart by their modules. */
function byLastName(declarations: TypeDeclaration[]): Map<string, Declared[]> {
  const modules = new Map<string, Set<string>>();
  for (const { name, module } of declarations) {
    modules.set(name, (modules.get(name) ?? new Set()).add(module ?? ''));
  }
  const byName = new Map<string, Declared[]>();
  for (const declaration of declarations) {
    const { name, module } = declaration;
    const key = (modules.get(name)?.size ?? 0) > 1 && module ? `${module}.${name}` : name;
    addTo(byName, lastName(name), { key, declaration });
  }
  return byName;
}

type KeyOf = (text: string, module: string | undefined) => string;

function edgesOf(declared: Declared[], keyOf: KeyOf): Map<string, [string[], string[]]> {
  const edges = new Map<string, [above: string[], below: string[]]>(
    declared.map(({ key }) => [key, [[], []]]),
  );
  const at = (key: string): [string[], string[]] => {
    const known = edges.get(key) ?? [[], []];
    edges.set(key, known);
    return known;
  };
  const connect = (from: string, to: string): void => {
    at(from)[0].push(to);
    at(to)[1].push(from);
  };
  for (const { key, declaration } of declared) {
    const { module, alias } = declaration;
    for (const parent of declaration.extends) connect(key, keyOf(parent, module));
    for (const member of declaration.union) connect(keyOf(member, module), key);
    if (alias === undefined) continue;
    connect(key, keyOf(alias, module));
    connect(keyOf(alias, module), key);
  }
  return edges;
}

export class TypeTable {
  readonly #base: TypeTable | undefined;
  readonly #facts: TypeFacts;
  readonly #above = new Map<string, ReadonlySet<string>>();

  constructor(declared: TypeDeclaration[] | TypeFacts, base?: TypeTable) {
    this.#base = base;
    if (!Array.isArray(declared)) {
      this.#facts = declared;
      return;
    }
    const names = byLastName(declared);
    let edges = new Map<string, [string[], string[]]>();
    this.#facts = {
      named: (name) => names.get(name),
      edges: (key) => edges.get(key),
      lastNames: () => names.keys(),
      keys: () => edges.keys(),
    };
    const keyOf: KeyOf = (text, module) => this.resolve(parseTerm(text), module).key;
    edges = edgesOf([...names.values()].flat(), keyOf);
  }

  /** What a name means in a module: its own declaration first. */
  find(name: string, module: string | undefined): Declared | undefined {
    const found = this.#facts.named(lastName(name)) ?? [];
    const exact = found.filter(
      ({ key, declaration }) =>
        declaration.name === name ||
        key === name ||
        `${declaration.module ?? ''}.${declaration.name}` === name,
    );
    const suffix = found.filter(
      ({ key, declaration }) =>
        `.${declaration.module ?? ''}.${declaration.name}`.endsWith(`.${name}`) ||
        key.endsWith(`.${name}`),
    );
    const fitting = exact.length > 0 ? exact : suffix;
    const own = fitting.find(({ declaration }) => declaration.module === module);
    return own ?? fitting[0] ?? this.#base?.find(name, module);
  }

  /** Every name in the term becomes the key of the declaration that it means in that module. */
  resolve(term: Term, module?: string): Term {
    switch (term.kind) {
      case 'name': {
        const base = this.find(term.base, module)?.key ?? term.base;
        if (term.args.length === 0) return base === term.base ? term : { ...term, base, key: base };
        const args = term.args.map((arg) => this.resolve(arg, module));
        return { ...term, base, args, key: `${base}<${args.map(({ key }) => key).join(', ')}>` };
      }
      case 'wrap': {
        const of = this.resolve(term.of, module);
        return { ...term, of, key: `${term.prefix}${of.key}` };
      }
      case 'union':
      case 'intersection': {
        const of = term.of.map((one) => this.resolve(one, module));
        const keys = [...new Set(of.map(({ key }) => key))].sort();
        return { ...term, of, key: keys.join(term.kind === 'union' ? ' | ' : ' & ') };
      }
      default:
        return term;
    }
  }

  /** The declarations whose names end so. */
  named(last: string): Declared[] {
    return this.#facts.named(last) ?? [];
  }

  lastNames(): Iterable<string> {
    return this.#facts.lastNames();
  }

  #own(key: string): Declared[] {
    return this.named(lastName(key)).filter((one) => one.key === key);
  }

  declarations(key: string): TypeDeclaration[] {
    const own = this.#own(key).map(({ declaration }) => declaration);
    return [...own, ...(this.#base?.declarations(key) ?? [])];
  }

  isTrait(key: string): boolean {
    return this.declarations(key).some(({ trait }) => trait);
  }

  isKnown(key: string): boolean {
    return PRIMITIVES.has(key) || this.#own(key).length > 0 || (this.#base?.isKnown(key) ?? false);
  }

  /** Every key that is declared, or named as a supertype or member. */
  *keys(): Iterable<string> {
    yield* this.#facts.keys();
    if (this.#base) yield* this.#base.keys();
  }

  directlyAbove(key: string): string[] {
    return [...(this.#facts.edges(key)?.[0] ?? []), ...(this.#base?.directlyAbove(key) ?? [])];
  }

  directlyBelow(key: string): string[] {
    return [...(this.#facts.edges(key)?.[1] ?? []), ...(this.#base?.directlyBelow(key) ?? [])];
  }

  /** The key and all keys above it. */
  above(key: string): ReadonlySet<string> {
    const known = this.#above.get(key);
    if (known) return known;
    const closed = closure(key, (one) => this.directlyAbove(one));
    // What nobody declared comes from callers, without end.
    if (closed.size > 1 || this.isKnown(key)) this.#above.set(key, closed);
    return closed;
  }

  /** The key and all keys below it. */
  below(key: string): ReadonlySet<string> {
    return closure(key, (one) => this.directlyBelow(one));
  }

  /** The members of a union type; empty for any other. */
  members(key: string): string[] {
    return this.declarations(key).flatMap(({ union, module }) =>
      union.map((member) => this.resolve(parseTerm(member), module).key),
    );
  }
}

function closure(start: string, next: (key: string) => string[]): Set<string> {
  const seen = new Set([start]);
  for (const key of seen) for (const one of next(key)) seen.add(one);
  return seen;
}
