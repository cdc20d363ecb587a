// The variables of one call of a method or block, while it runs and as long as a block remembers it.
/* eslint-disable max-params -- this happens with every message: an object for its parts would cost as much as the message */
import type { Receiver } from '../space/trash-class.ts';
import type { Value } from '../values/value.ts';

export class Frame {
  readonly self: Receiver;
  readonly args: readonly Value[];
  readonly vars: Value[];
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
    this.vars = new Array<Value>(size).fill(null);
    this.outer = outer;
    this.home = outer === null ? this : outer.home;
  }
}

/** `^` in a block, on its way to the method that wrote the block. */
export class NonLocalReturn {
  readonly home: Frame;
  readonly value: Value;

  constructor(home: Frame, value: Value) {
    this.home = home;
    this.value = value;
  }
}
