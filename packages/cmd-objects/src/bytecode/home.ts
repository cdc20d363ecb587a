// Where `^` in a block returns to: the method that the block stands in, however deep, as long as that runs.
import { TrashError } from '../values/trash-error.ts';
import type { Value } from '../values/value.ts';

/** One run of a method. */
export class Home {
  isAlive = true;
}

/** On its way from a block to its home. No error: nothing in between may take it for one, and it needs no trace. */
export class NonLocalReturn {
  readonly home: Home;
  readonly value: Value;

  constructor(home: Home, value: Value) {
    this.home = home;
    this.value = value;
  }
}

/** Runs a method whose blocks return from it. */
export function runHome(body: (home: Home) => Value): Value {
  const home = new Home();
  try {
    return body(home);
  } catch (thrown) {
    if (thrown instanceof NonLocalReturn && thrown.home === home) return thrown.value;
    throw thrown;
  } finally {
    home.isAlive = false;
  }
}

/** @throws NonLocalReturn, and TrashError DeadFrame when there is nothing to return to */
export function returnTo(home: Home | null, value: Value): never {
  if (home === null) {
    throw new TrashError('DeadFrame', 'this block belongs to no method that it could return from');
  }
  if (!home.isAlive) {
    throw new TrashError('DeadFrame', 'the method that this block returns from has ended');
  }
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the trace of an error would cost more than the call
  throw new NonLocalReturn(home, value);
}
