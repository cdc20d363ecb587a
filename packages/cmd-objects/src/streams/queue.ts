// A stream whose events are messages, from whoever has it: `nextPut:`, also from a thread of a plugin (TT_Post).
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { Block } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import type { Value } from '../values/value.ts';
import { openStream } from './open-stream.ts';
import type { StreamControl, StreamSink } from './source.ts';
import type { Stream } from './stream.ts';

/** As many as threads may have posted: a stream that nobody asks must not fill the memory. */
const MOST_KEPT = 100_000;

/** Who sends a message cannot be asked to wait: too many are an error. */
class Queue implements StreamControl {
  sink: StreamSink | null = null;

  pause(): void {
    // See above.
  }

  resume(): void {
    // See above.
  }

  cancel(): void {
    this.sink = null;
  }
}

const queues = new WeakMap<Stream, Queue>();

/** @param block is called with each event; null: `next` asks for them */
export function openQueue(space: ObjectSpace, block: Block | null): Instance {
  const queue = new Queue();
  const { stream, object } = openStream(
    space,
    (sink) => {
      queue.sink = sink;
      return queue;
    },
    block,
  );
  queues.set(stream, queue);
  return object;
}

/** @throws TrashError for a stream that ended, is full, or has a source of its own */
export function put(stream: Stream, value: Value): void {
  const sink = sinkOf(stream);
  if (stream.state !== 'open') throw new TrashError('StreamClosed', `it is ${stream.state}`);
  if (stream.kept >= MOST_KEPT)
    throw new TrashError('StreamFull', `nobody has asked for ${MOST_KEPT} events`);
  sink?.event(value);
}

/** @throws TrashError for a stream that has a source of its own */
export function sinkOf(stream: Stream): StreamSink | null {
  const queue = queues.get(stream);
  if (queue) return queue.sink;
  throw new TrashError('InvalidReceiver', 'the events of this stream come from elsewhere');
}
