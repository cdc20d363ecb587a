// Stream: what programs in the language ask of events that come by themselves, and streams that they fill themselves.
import type { ClassDefinition } from '../classes/define.ts';
import { toBlock } from '../evaluate/iteration.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf } from '../values/value.ts';
import { streamOf } from './open-stream.ts';
import { openQueue, put, sinkOf } from './queue.ts';
import type { Stream } from './stream.ts';

/** A row that says 'open' of a stream that no one has any more: its process has ended. */
function stateOf(self: Instance, space: ObjectSpace): string {
  const stored = textOf(space.getVariable(self, 'state'));
  const stream = streamOf(space, self);
  return stream ? stream.state : stored === 'open' ? 'lost' : stored;
}

/** @throws TrashError for one that is over, or of a process that is */
function needed(self: Instance, space: ObjectSpace): Stream {
  const stream = streamOf(space, self);
  if (stream) return stream;
  const state = stateOf(self, space);
  if (state === 'lost') throw lost(self);
  throw new TrashError('StreamClosed', `it is ${state}`);
}

const lost = ({ id }: Instance): TrashError =>
  new TrashError('StreamLost', `the process that had opened ${id} has ended`);

export const streamClass: ClassDefinition = {
  name: 'Stream',
  variables: { state: 'open', error: '', count: 0 },
  classMethods: {
    new: (_self, _args, space) => openQueue(space, null),
    'do:': (_self, [block], space) => openQueue(space, toBlock(block, space)),
  },
  methods: {
    'nextPut:': (self, [value = null], space) => {
      put(needed(self, space), value);
      return value;
    },
    close: (self, _args, space) => {
      const stream = streamOf(space, self);
      if (stream) sinkOf(stream)?.end();
    },
    'fail:': (self, [reason], space) => {
      sinkOf(needed(self, space))?.fail(new TrashError('Error', textOf(reason)));
    },
    /** nil when there is none now. */
    next: (self, _args, space) => {
      const stream = streamOf(space, self);
      if (stream) return stream.next();
      if (stateOf(self, space) !== 'lost') return null;
      throw lost(self);
    },
    atEnd: (self, _args, space) => streamOf(space, self)?.isAtEnd ?? true,
    isOpen: (self, _args, space) => stateOf(self, space) === 'open',
    state: (self, _args, space) => stateOf(self, space),
    count: (self, _args, space) => streamOf(space, self)?.count ?? space.getVariable(self, 'count'),
    error: (self, _args, space) => space.getVariable(self, 'error'),
    cancel: (self, _args, space) => {
      streamOf(space, self)?.cancel();
    },
  },
};
