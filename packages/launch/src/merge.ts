// Two streams of one program, read as they come.
import type { Chunk } from '@rhachet/kit';

type Streams = Record<Chunk['to'], AsyncIterable<Uint8Array>>;

interface Read {
  to: Chunk['to'];
  next: IteratorResult<Uint8Array>;
}

/** The chunks of both, each as soon as it is there. */
export async function* merge(streams: Streams): AsyncGenerator<Chunk, void> {
  const iterators = {
    out: streams.out[Symbol.asyncIterator](),
    err: streams.err[Symbol.asyncIterator](),
  };
  const read = async (to: Chunk['to']): Promise<Read> => ({ to, next: await iterators[to].next() });
  const waiting = new Map([
    ['out', read('out')],
    ['err', read('err')],
  ] as [Chunk['to'], Promise<Read>][]);
  while (waiting.size > 0) {
    const { to, next } = await Promise.race(waiting.values());
    if (next.done) waiting.delete(to);
    else {
      waiting.set(to, read(to));
      yield { to, bytes: next.value };
    }
  }
}
