// The one order of types: declared parents, members of unions, parts of intersections, aliases, `any`. Nothing is ever
// converted: i32 is no i64, a T is no ?T, a reference is not what it points to.
import type { Term } from './term.ts';
import type { TypeTable } from './type-table.ts';

export type Bindings = Map<string, Term>;

const named = (key: string): Term => ({ kind: 'name', key, base: key, args: [] });

const isSlice = (term: Term): boolean => term.kind === 'wrap' && term.prefix === '[]';

/** A trait object: some type that implements the trait. */
export const isDyn = (term: Term): term is Extract<Term, { kind: 'wrap' }> =>
  term.kind === 'wrap' && term.prefix === '&dyn ';

export class Subtyping {
  readonly table: TypeTable;
  /** Unions that are being looked into: a union that holds itself ends there. */
  readonly #open = new Set<string>();

  constructor(table: TypeTable) {
    this.table = table;
  }

  /** Whether a value of type `a` can be passed where `b` is expected. */
  isSubtype(a: Term, b: Term): boolean {
    if (a.key === b.key || b.key === 'any') return true;
    if (this.table.above(a.key).has(b.key)) return true;
    if (this.#byShape(a, b)) return true;
    return this.#everyMember(a, b);
  }

  #everyMember(a: Term, b: Term): boolean {
    const members = this.#membersOf(a);
    if (members.length === 0 || this.#open.has(a.key)) return false;
    this.#open.add(a.key);
    try {
      return members.every((member) => this.isSubtype(member, b));
    } finally {
      this.#open.delete(a.key);
    }
  }

  #byShape(a: Term, b: Term): boolean {
    if (a.kind === 'variable') return a.bounds.some((bound) => this.isSubtype(bound, b));
    if (a.kind === 'intersection' && a.of.some((part) => this.isSubtype(part, b))) return true;
    if (b.kind === 'union' && b.of.some((member) => this.isSubtype(a, member))) return true;
    if (b.kind === 'intersection') return b.of.every((part) => this.isSubtype(a, part));
    if (isDyn(a) && b.kind === 'name') return this.isSubtype(a.of, b);
    if (a.kind === 'wrap' && b.kind === 'wrap' && a.prefix === b.prefix) {
      return (isSlice(b) && b.of.key === 'any') || this.isSame(a.of, b.of);
    }
    if (a.kind !== 'name' || b.kind !== 'name' || a.args.length === 0) return false;
    if (b.args.length === 0) return this.table.above(a.base).has(b.base);
    return a.base === b.base && this.#sameArguments(a.args, b.args);
  }

  #sameArguments(a: Term[], b: Term[]): boolean {
    return (
      a.length === b.length &&
      a.every((one, at) => {
        const other = b[at];
        return other !== undefined && this.isSame(one, other);
      })
    );
  }

  #membersOf(term: Term): Term[] {
    if (term.kind === 'union') return term.of;
    if (term.kind !== 'name' || term.args.length > 0) return [];
    return this.table
      .members(term.key)
      .filter((key) => key !== term.key)
      .map(named);
  }

  /** One type under two names. */
  isSame(a: Term, b: Term): boolean {
    return a.key === b.key || (this.isSubtype(a, b) && this.isSubtype(b, a));
  }

  /** Whether `a` fits a parameter that may hold type variables; what they stand for goes to `bindings`. */
  fits(a: Term, parameter: Term, bindings: Bindings): boolean {
    if (parameter.kind === 'variable') {
      const bound = bindings.get(parameter.key);
      if (bound) return this.isSame(a, bound);
      bindings.set(parameter.key, a);
      return parameter.bounds.every((limit) => this.isSubtype(a, limit));
    }
    if (a.kind === 'wrap' && parameter.kind === 'wrap' && a.prefix === parameter.prefix) {
      return this.fits(a.of, parameter.of, bindings);
    }
    if (a.kind === 'name' && parameter.kind === 'name' && parameter.args.length > 0) {
      const same = a.base === parameter.base && a.args.length === parameter.args.length;
      return (
        same &&
        parameter.args.every((one, at) => {
          const arg = a.args[at];
          return arg !== undefined && this.fits(arg, one, bindings);
        })
      );
    }
    return this.isSubtype(a, parameter);
  }

  /** The types that a value of a union or trait object can have at run time; `undefined` for any other type. */
  runtimeTypes(term: Term): Term[] | undefined {
    if (this.#membersOf(term).length > 0) return this.#leaves(term, new Set());
    if (!isDyn(term)) return undefined;
    return [...this.table.below(term.of.key)]
      .filter((key) => key !== term.of.key && !this.table.isTrait(key))
      .map(named);
  }

  #leaves(term: Term, seen: Set<string>): Term[] {
    if (seen.has(term.key)) return [];
    seen.add(term.key);
    const members = this.#membersOf(term);
    return members.length === 0 ? [term] : members.flatMap((one) => this.#leaves(one, seen));
  }
}
