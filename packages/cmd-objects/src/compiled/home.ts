// One call of a compiled method: what a block in it leaves with `^`.
import { NonLocalReturn } from '../evaluate/frame.ts';
import { TrashError } from '../values/trash-error.ts';
import type { Value } from '../values/value.ts';

export class Home {
  isLive = true;

  /** `^` where only throwing leads out. */
  leave(value: Value): never {
    if (!this.isLive)
      throw new TrashError('DeadFrame', 'the method that this block returns from is over');
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- no error: a way out, which needs no stack
    throw new NonLocalReturn(this, value);
  }

  /** The value that a block left with. @throws what was on its way to somebody else */
  caught(error: unknown): Value {
    if (error instanceof NonLocalReturn && error.home === this) return error.value;
    throw error;
  }
}
