// What an event sets off is like a message from outside: it sees what other processes wrote, and what it changed is written.
import { asTrashError } from '../evaluate/try-catch.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { TrashError } from '../values/trash-error.ts';

/**
 * Events that come one right after the other are written together, before anything else is done. What they print goes
 * nowhere: there is no shell that waits.
 * @param onLost is told of what could not be written
 */
export function deliveryTo(
  space: ObjectSpace,
  onLost: (error: TrashError) => void,
): (work: () => void) => void {
  let isOpen = false;
  const settle = () => {
    isOpen = false;
    try {
      space.persistence.settle();
    } catch (error) {
      const known = asTrashError(error);
      if (!known) throw error;
      onLost(known);
    }
  };
  return (work) => {
    if (!isOpen) {
      isOpen = true;
      space.persistence.refresh();
      queueMicrotask(settle);
    }
    work();
  };
}
