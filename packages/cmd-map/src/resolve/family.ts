// All overloads of one name, made ready to be asked: for each position and argument type the set of overloads that take
// it, and for each overload the set of those that it beats.
import type { Overload } from '../model/types.ts';
import type { Bindings, Subtyping } from '../types/subtyping.ts';
import { hasVariable, mapNames, parseTerm, type Term } from '../types/term.ts';
import { addAll, type Bits, hasBit, keepCommon, noBits, setBit } from './bits.ts';
import { locationText, signatureText } from './signature.ts';

export interface Entry {
  index: number;
  overload: Overload;
  signature: string;
  location: string | undefined;
  params: Term[];
  /** Its parameters hold type variables. */
  generic: boolean;
}

/** A table that grows with what callers send must end somewhere: in entries, and in characters of a type. */
const MOST_ARGUMENTS = 20_000;
const LONGEST_ARGUMENT = 100;

const isPlain = (term: Term): boolean => term.kind === 'name' && term.args.length === 0;

export class Family {
  readonly name: string;
  readonly entries: Entry[];
  readonly #types: Subtyping;
  readonly #taking = new Map<string, Bits>();
  readonly #beaten: (Bits | undefined)[] = [];
  /** By their first parameter, where that is a plain name; the others. Made when it is asked for. */
  #byFirst: { named: Map<string, Entry[]>; others: Entry[] } | undefined;

  constructor(name: string, overloads: Overload[], types: Subtyping) {
    this.name = name;
    this.#types = types;
    this.entries = overloads.map((overload, index) => this.#entry(overload, index));
  }

  #entry(overload: Overload, index: number): Entry {
    const params = this.#terms(overload);
    return {
      index,
      overload,
      signature: signatureText(overload),
      location: overload.location && locationText(overload.location),
      params,
      generic: params.some(hasVariable),
    };
  }

  /** The parameters, with the names of the module resolved and type parameters made variables. */
  #terms({ params, generics, module }: Overload): Term[] {
    const variables = new Map<string, Term>();
    const withVariables = (term: Term): Term => mapNames(term, (base) => variables.get(base));
    const resolved = (text: string): Term =>
      withVariables(this.#types.table.resolve(parseTerm(text), module));
    for (const { name, bounds } of generics) {
      variables.set(name, { kind: 'variable', key: name, bounds: bounds.map(resolved) });
    }
    return params.map(resolved);
  }

  /** The overloads that take this type at this position, whatever else they take. */
  #takingAt(position: number, arg: Term): Bits {
    const key = `${position} ${arg.key}`;
    const known = this.#taking.get(key);
    if (known) return known;
    const bits = noBits(this.entries.length);
    const answers = new Map<string, boolean>();
    for (const { index, params } of this.entries) {
      const param = params[position];
      if (param === undefined) continue;
      const sameBounds = hasVariable(param) ? `${index} ${param.key}` : param.key;
      const fits = answers.get(sameBounds) ?? this.#types.fits(arg, param, new Map());
      answers.set(sameBounds, fits);
      if (fits) setBit(bits, index);
    }
    if (this.#taking.size >= MOST_ARGUMENTS) this.#taking.clear();
    if (key.length <= LONGEST_ARGUMENT) this.#taking.set(key, bits);
    return bits;
  }

  /** What overload `entry` makes of the argument at a position, alone. */
  takes(entry: Entry, position: number, arg: Term): boolean {
    return hasBit(this.#takingAt(position, arg), entry.index);
  }

  /** The overloads that the call can be made with. */
  applicable(args: Term[]): Bits {
    const bits = noBits(this.entries.length);
    for (const { index, params } of this.entries) {
      if (params.length === args.length) setBit(bits, index);
    }
    args.forEach((arg, position) => keepCommon(bits, this.#takingAt(position, arg)));
    const kept = noBits(this.entries.length);
    for (const entry of this.entries) {
      if (hasBit(bits, entry.index) && this.#bindsOneWay(entry, args)) setBit(kept, entry.index);
    }
    return kept;
  }

  /** `f[T](T, T)` takes two arguments of one type. */
  #bindsOneWay({ generic, params }: Entry, args: Term[]): boolean {
    return !generic || this.fitsAll(args, params);
  }

  fitsAll(args: Term[], params: Term[]): boolean {
    const bindings: Bindings = new Map();
    return args.every((arg, at) => {
      const param = params[at];
      return param !== undefined && this.#types.fits(arg, param, bindings);
    });
  }

  /** Whether `a` is strictly more specific than `b`. */
  beats(a: Entry, b: Entry): boolean {
    return hasBit(this.#beatenBy(a), b.index);
  }

  #beatenBy(entry: Entry): Bits {
    const known = this.#beaten[entry.index];
    if (known) return known;
    const bits = noBits(this.entries.length);
    for (const other of this.#comparable(entry)) {
      if (other !== entry && this.#isMoreSpecific(entry, other)) setBit(bits, other.index);
    }
    this.#beaten[entry.index] = bits;
    return bits;
  }

  /** Those whose first parameter can take that of `entry`: in a family of thousands hardly any. */
  #comparable({ params }: Entry): Entry[] {
    const [first] = params;
    if (first === undefined || !isPlain(first) || this.#types.table.members(first.key).length > 0)
      return this.entries;
    const { named, others } = (this.#byFirst ??= this.#sortByFirst());
    const keys = new Set([...this.#types.table.above(first.key), 'any']);
    return [...[...keys].flatMap((key) => named.get(key) ?? []), ...others];
  }

  #sortByFirst(): { named: Map<string, Entry[]>; others: Entry[] } {
    const named = new Map<string, Entry[]>();
    const others: Entry[] = [];
    for (const entry of this.entries) {
      const [first] = entry.params;
      if (first === undefined || !isPlain(first)) others.push(entry);
      else {
        const list = named.get(first.key);
        if (list) list.push(entry);
        else named.set(first.key, [entry]);
      }
    }
    return { named, others };
  }

  #isMoreSpecific(a: Entry, b: Entry): boolean {
    if (a.params.length !== b.params.length || !this.fitsAll(a.params, b.params)) return false;
    if (!this.fitsAll(b.params, a.params)) return true;
    return !a.generic && b.generic;
  }

  /** Of the given overloads those that take the arguments and that no other of them beats. */
  mostSpecific(args: Term[], among: Entry[]): Entry[] {
    const taking = this.applicable(args);
    const fits = among.filter(({ index }) => hasBit(taking, index));
    const beaten = noBits(this.entries.length);
    for (const entry of fits) addAll(beaten, this.#beatenBy(entry));
    return fits.filter(({ index }) => !hasBit(beaten, index));
  }

  /** Written with exactly these types, aliases told apart. */
  isExact({ overload, generic }: Entry, texts: string[]): boolean {
    return (
      !generic &&
      overload.params.length === texts.length &&
      overload.params.every((param, at) => parseTerm(param).key === parseTerm(texts[at] ?? '').key)
    );
  }
}
