// A dispatch map as its sources declare it: types, overloads, modules. Plain data, so that it can be kept as an index.

/** Both counted from 1; `file` as it is shown, relative to the root of the source. */
export interface SourceLocation {
  file: string;
  line: number;
  column: number;
}

export type Visibility = 'public' | 'private';

export interface TypeDeclaration {
  name: string;
  module?: string;
  /** Direct supertypes: `extends` parents, implemented traits, the parts of an intersection. */
  extends: string[];
  /** The members of a union: each is a subtype of this type. */
  union: string[];
  /** Another name for that type. */
  alias?: string;
  trait?: boolean;
  /** `true`: nothing else can extend it. `false`: declared open. Absent: sealed unless something in the map extends it. */
  sealed?: boolean;
  location?: SourceLocation;
}

/** A type parameter; without bounds it stands for `any`. */
export interface TypeParameter {
  name: string;
  bounds: string[];
}

/** Where a method belongs; its receiver is the first of the parameters. */
export interface MethodOf {
  type: string;
  trait?: string;
  /** A default body in the trait itself. */
  isDefault?: boolean;
  /** Place among the methods of the trait, from 0, for a call through `&dyn Trait`. */
  slot?: number;
}

export interface Overload {
  name: string;
  module?: string;
  generics: TypeParameter[];
  /** Type texts as written, spaces made one. */
  params: string[];
  returns: string;
  visibility: Visibility;
  location?: SourceLocation;
  /** `{.dispatch: dynamic.}` and `@runtime_dispatch`. */
  dynamic?: boolean;
  effects?: string[];
  method?: MethodOf;
}

/** One import of a module. Without `names` everything public comes. */
export interface Import {
  from: string;
  as?: string;
  names?: { name: string; as?: string }[];
}

export interface ModuleDeclaration {
  name: string;
  /** Absent where the source has no notion of imports: then every public overload is visible. */
  imports?: Import[];
}

/** A piece of a source that was not understood. */
export interface Skipped {
  message: string;
  location: SourceLocation;
}

export interface Declarations {
  types: TypeDeclaration[];
  overloads: Overload[];
  modules: ModuleDeclaration[];
  skipped: Skipped[];
}
