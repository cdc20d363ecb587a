// The variables of one call of a method or block, while it runs and as long as a block remembers it.
/* eslint-disable max-params -- this happens with every message: an object for its parts would cost as much as the message */
import type { Receiver } from '../space/trash-class.ts';
import type { Value } from '../values/value.ts';

/** Nobody writes into it: a scope without variables has no slot. */
const NONE: (Value | undefined)[] = [];

export class Frame {
  readonly self: Receiver;
  readonly args: readonly Value[];
  /** Empty places are nil: filling them would cost more than the call. */
  readonly vars: (Value | undefined)[];
  /** The frame around a block; null for a method. */
  readonly outer: Frame | null;
  /** The frame of the method, which `^` leaves. */
  readonly home: Frame;
  result: Value = null;
  /** What statements of bash have printed: with no `^`, that is the value of the method, as it is in bash. */
  printed = '';
  isLive = true;

  constructor(self: Receiver, args: readonly Value[], size: number, outer: Frame | null) {
    this.self = self;
    this.args = args;
    this.vars = size === 0 ? NONE : new Array<Value | undefined>(size);
    this.outer = outer;
    this.home = outer === null ? this : outer.home;
  }
}

/** `^` in a block, on its way to the call of the method that wrote the block: a Frame, or a Home of compiled code. */
export class NonLocalReturn {
  readonly home: object;
  readonly value: Value;

  constructor(home: object, value: Value) {
    this.home = home;
    this.value = value;
  }
}
