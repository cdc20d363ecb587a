// What a block needs from where it stands: the run of a method, or whoever registered the block.
import type { Value } from '../values/value.ts';
import type { Home } from './home.ts';

/** One per run of a method, not per block: all blocks of the run share it. */
export interface BlockHost {
  /** null for a block that belongs to no object. */
  readonly self: Value;
  /** The class or trait whose source the block is in: where `super` starts; null without one. */
  readonly owner: string | null;
  /** null: `^` has nothing to return from. */
  readonly home: Home | null;
  /** `selector` in normal form, `at_put_`. A text as receiver is an id or the name of a class. */
  send(receiver: Value, selector: string, args: readonly Value[]): Value;
  /** To `self`, from above `owner`. */
  sendSuper(selector: string, args: readonly Value[]): Value;
  /** Of `self`. */
  getVariable(name: string): Value;
  setVariable(name: string, value: Value): void;
  /** Of the class of `self`. */
  getClassVariable(name: string): Value;
  setClassVariable(name: string, value: Value): void;
  /**
   * What the language does itself and the machine does not: do:, collect:, isEmpty, fileExists, arrayAt:put:, …
   * `selector` as written, with colons; blocks among `args` are ready to be called.
   */
  primitive(selector: string, receiver: Value, args: readonly Value[]): Value;
}
