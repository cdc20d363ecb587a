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

export class TypeTable {
  readonly #base: TypeTable | undefined;
  /** By the last part of the name. */
  readonly #byName = new Map<string, Declared[]>();
  readonly #byKey = new Map<string, Declared[]>();
  /** Direct edges upwards and downwards, by key. */
  readonly #up = new Map<string, string[]>();
  readonly #down = new Map<string, string[]>();
  readonly #above = new Map<string, ReadonlySet<string>>();

  constructor(declarations: TypeDeclaration[], base?: TypeTable) {
    this.#base = base;
    const names = new Map<string, Set<string>>();
    for (const { name, module } of declarations) {
      const modules = names.get(name) ?? new Set();
      names.set(name, modules.add(module ?? ''));
    }
    for (const declaration of declarations) {
      const { name, module } = declaration;
      const key = (names.get(name)?.size ?? 0) > 1 && module ? `${module}.${name}` : name;
      const declared = { key, declaration };
      addTo(this.#byName, lastName(name), declared);
      addTo(this.#byKey, key, declared);
    }
    for (const declared of [...this.#byKey.values()].flat()) this.#connect(declared);
  }

  #connect({ key, declaration }: Declared): void {
    const keyOf = (text: string): string => this.resolve(parseTerm(text), declaration.module).key;
    for (const parent of declaration.extends) this.#edge(key, keyOf(parent));
    for (const member of declaration.union) this.#edge(keyOf(member), key);
    if (declaration.alias === undefined) return;
    const target = keyOf(declaration.alias);
    this.#edge(key, target);
    this.#edge(target, key);
  }

  #edge(from: string, to: string): void {
    addTo(this.#up, from, to);
    addTo(this.#down, to, from);
  }

  /** What a name means in a module: its own declaration first. */
  find(name: string, module: string | undefined): Declared | undefined {
    const found = this.#byName.get(lastName(name)) ?? [];
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

  declarations(key: string): TypeDeclaration[] {
    const own = (this.#byKey.get(key) ?? []).map(({ declaration }) => declaration);
    return [...own, ...(this.#base?.declarations(key) ?? [])];
  }

  isTrait(key: string): boolean {
    return this.declarations(key).some(({ trait }) => trait);
  }

  isKnown(key: string): boolean {
    return PRIMITIVES.has(key) || this.#byKey.has(key) || (this.#base?.isKnown(key) ?? false);
  }

  /** Every key that is declared, or named as a supertype or member. */
  *keys(): Iterable<string> {
    yield* new Set([...this.#byKey.keys(), ...this.#up.keys(), ...this.#down.keys()]);
    if (this.#base) yield* this.#base.keys();
  }

  directlyAbove(key: string): string[] {
    return [...(this.#up.get(key) ?? []), ...(this.#base?.directlyAbove(key) ?? [])];
  }

  directlyBelow(key: string): string[] {
    return [...(this.#down.get(key) ?? []), ...(this.#base?.directlyBelow(key) ?? [])];
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
