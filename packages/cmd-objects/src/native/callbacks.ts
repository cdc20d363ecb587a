// What C calls: every callback goes through `guard`.
/* eslint-disable max-params -- C calls with numbers, and an object for them would cost as much as the message */
import type { Instance } from '../space/instance.ts';
import type { Receiver } from '../space/trash-class.ts';
import type { Block } from '../values/block.ts';
import type { Value } from '../values/value.ts';
import { answerTo } from './answers.ts';
import type { Callback } from './ffi.ts';
import type { Handled } from './handles.ts';
import type { Session } from './session.ts';
import { type CallbackName, CONTROL, NOWHERE } from './shim-table.ts';

/** @param about what C says beside the arguments, which are on the stack from `base` on */
type Work = (base: number, count: number, ...about: number[]) => Value | undefined;

/**
 * An error that left a callback would make the later callbacks of the same frame in C do nothing, without a word: each
 * becomes a value.
 */
function guard(session: Session, work: Work): Callback {
  const { memory, errors, values } = session;
  const { control } = memory;
  return (count, ...about) => {
    const base = control[CONTROL.TOP] ?? 0;
    control[CONTROL.TOP] = base + count + 2;
    try {
      errors.throwPending();
      if (control[CONTROL.DIRTY] !== 0) session.drain();
      const value = work(base, count, ...about);
      control[CONTROL.TOP] = base;
      return values.put(base, value);
    } catch (error) {
      control[CONTROL.TOP] = base;
      return errors.put(base, error);
    }
  };
}

/** @param registered a plugin registers a class in the middle of a call */
export function callbacksOf(
  session: Session,
  registered: () => void,
): Record<CallbackName, Callback> {
  const guarded = (work: Work): Callback => guard(session, work);
  const { handles } = session;
  return {
    send: guarded((base, count, receiver = 0, selector = 0) =>
      send(session, handles.at(receiver), selector, session.arguments(base, count)),
    ),
    sendNamed: guarded((base, count, self = 0, selector = 0) =>
      sendNamed(session, self, selector, session.arguments(base, count)),
    ),
    block: guarded((base, count, block = 0) =>
      (handles.at(block) as Block).call(session.arguments(base, count)),
    ),
    ask: guarded((base, count, what = 0) =>
      answerTo(what, session.arguments(base, count), session),
    ),
    adopt: guarded((_base, _count, index = 0) => {
      session.adopt(handles.at(index) as Instance);
      return null;
    }),
    map: guarded((_base, _count, itsClass = 0, home = 0) => {
      session.classes.map(itsClass, home);
      return null;
    }),
    retained: guarded((_base, _count, index = 0, isRetained = 0) => {
      handles.setRetained(index, isRetained !== 0);
      return null;
    }),
    // Whatever goes through `guard` has drained.
    drain: guarded(() => null),
    registered: guarded(() => {
      registered();
      return null;
    }),
  };
}

function send(session: Session, receiver: Handled, number: number, args: readonly Value[]): Value {
  const { space, isInstance } = session.tools;
  const selector = session.selector(number);
  session.callbacks++;
  const value = space.send(receiver, selector, args, session.caller);
  if (isInstance(receiver) && space.observer === null && !selector.startsWith('_')) {
    const method = space.methodOf(receiver, selector);
    if (method) session.classes.cache(receiver.class, number, method.run);
  }
  return value;
}

function sendNamed(
  session: Session,
  self: number,
  number: number,
  [name = null, ...args]: readonly Value[],
): Value {
  const { space, textOf } = session.tools;
  const selector = session.selector(number);
  session.callbacks++;
  if (self === NOWHERE) return space.send(textOf(name), selector, args, session.caller);
  const foundAt = space.classNamed(textOf(name));
  return space.sendSuper(session.handles.at(self) as Receiver, foundAt, selector, args);
}
