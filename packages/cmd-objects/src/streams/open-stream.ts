// A stream as an object of the class Stream, so that programs in the language can ask and end it.
import type { ObjectSpace } from '../space/object-space.ts';
import type { Instance } from '../space/instance.ts';
import type { Block } from '../values/block.ts';
import type { TrashError } from '../values/trash-error.ts';
import { deliveryTo } from './delivery.ts';
import type { StreamSource } from './source.ts';
import { Stream } from './stream.ts';

const open = new WeakMap<ObjectSpace, Map<string, Stream>>();

function streamsOf(space: ObjectSpace): Map<string, Stream> {
  const known = open.get(space);
  if (known) return known;
  const streams = new Map<string, Stream>();
  open.set(space, streams);
  space.atClose.push(() => {
    for (const stream of streams.values()) stream.cancel();
  });
  return streams;
}

/** The stream behind an object; null when it was opened in another process, or is over and was read. */
export const streamOf = (space: ObjectSpace, { id }: Instance): Stream | null =>
  streamsOf(space).get(id) ?? null;

export interface Opened {
  readonly stream: Stream;
  /** Of the class Stream. */
  readonly object: Instance;
}

/**
 * @param block is called with each event; null: `next` asks for them
 * @throws TrashError where the source has nothing to begin
 */
export function openStream(space: ObjectSpace, source: StreamSource, block: Block | null): Opened {
  const streams = streamsOf(space);
  const object = space.persistence.create(space.classNamed('Stream'));
  const write = (stream: Stream): void => {
    space.setVariable(object, 'state', stream.state);
    space.setVariable(
      object,
      'error',
      stream.error ? `${stream.error.type}: ${stream.error.message}` : '',
    );
    space.setVariable(object, 'count', stream.count);
  };
  let fail: (error: TrashError) => void = () => undefined;
  const deliver = deliveryTo(space, (lost) => {
    fail(lost);
  });
  const stream = new Stream(
    (sink) => {
      fail = (error) => {
        sink.fail(error);
      };
      return source(sink);
    },
    {
      block,
      deliver,
      onClose: (closed) => {
        deliver(() => {
          write(closed);
        });
        // What nobody can ask any more need not be remembered.
        if (block) streams.delete(object.id);
      },
    },
  );
  if (stream.state === 'open' || !block) streams.set(object.id, stream);
  return { stream, object };
}
