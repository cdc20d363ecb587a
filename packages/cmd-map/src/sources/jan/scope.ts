// Where an item stands: its module, and the type, trait or impl that it is inside of; and where what is found goes.
import type { Declarations, Import, TypeParameter, Visibility } from '../../model/types.ts';
import type { Cursor } from './cursor.ts';

export interface Scope {
  module: string;
  /** What `self` is. */
  receiver?: string;
  trait?: string;
  /** Inside of `trait`: the number of methods so far. */
  slots?: { next: number };
  /** Of the impl or type around. */
  generics: TypeParameter[];
  /** Methods of a trait and of an impl of one are as public as the trait. */
  methodsArePublic: boolean;
}

export interface Found extends Pick<Declarations, 'types' | 'overloads'> {
  modules: Map<string, Import[]>;
}

export interface Parsing {
  cursor: Cursor;
  found: Found;
  /** The module that the file is where it says nothing. */
  fileModule: string;
  /** Of the bodies that are open. */
  depth: number;
  /** Changed by `module a.b;`, for all that follows. */
  scope: Scope;
}

/** Words in front of an item, and what they mean for it. */
export interface Modifiers {
  visibility: Visibility;
  dynamic: boolean;
}

/** Does something inside of an inner scope. */
export function inScope(parsing: Parsing, inner: Partial<Scope>, work: () => void): void {
  const outer = parsing.scope;
  parsing.scope = { ...outer, ...inner };
  try {
    work();
  } finally {
    parsing.scope = outer;
  }
}

/** `a.b` or `a::b`, as `a.b`. */
export function readDottedName(cursor: Cursor): string {
  let name = cursor.next().text;
  while ((cursor.is('.') || cursor.is('::')) && cursor.peek(1).kind === 'word') {
    cursor.next();
    name += `.${cursor.next().text}`;
  }
  return name;
}
