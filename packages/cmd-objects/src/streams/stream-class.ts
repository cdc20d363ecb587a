// Stream: what programs in the language ask of events that come by themselves.
import type { ClassDefinition } from '../classes/define.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf } from '../values/value.ts';
import { streamOf } from './open-stream.ts';

/** A row that says 'open' of a stream that no one has any more: its process has ended. */
function stateOf(self: Instance, space: ObjectSpace): string {
  const stored = textOf(space.getVariable(self, 'state'));
  const stream = streamOf(space, self);
  return stream ? stream.state : stored === 'open' ? 'lost' : stored;
}

export const streamClass: ClassDefinition = {
  name: 'Stream',
  variables: { state: 'open', error: '', count: 0 },
  methods: {
    /** nil when there is none now. */
    next: (self, _args, space) => {
      const stream = streamOf(space, self);
      if (stream) return stream.next();
      if (stateOf(self, space) !== 'lost') return null;
      throw new TrashError('StreamLost', `the process that had opened ${self.id} has ended`);
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
