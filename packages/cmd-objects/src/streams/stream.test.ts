// Events that are pushed and pulled, on sources that do what the test says.
import { describe, expect, it } from 'vitest';
import { FunctionBlock } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import type { Value } from '../values/value.ts';
import type { StreamSink, StreamSource } from './source.ts';
import { Stream } from './stream.ts';

/** A source that notes what it is asked. */
function asked(begin: (sink: StreamSink) => void = () => undefined) {
  const log: string[] = [];
  let sink: StreamSink | undefined;
  const source: StreamSource = (given) => {
    sink = given;
    begin(given);
    return {
      pause: () => void log.push('pause'),
      resume: () => void log.push('resume'),
      cancel: () => void log.push('cancel'),
    };
  };
  return { source, log, sink: () => sink as unknown as StreamSink };
}

const deliver = (work: () => void): void => {
  work();
};

const blockOf = (body: (event: Value) => Value) => new FunctionBlock(body, ['event']);

describe('push', () => {
  it('calls the block with each event, in order, until the end', () => {
    const seen: Value[] = [];
    const { source, sink, log } = asked();
    const block = blockOf((event) => seen.push(event));
    const stream = new Stream(source, { block, deliver });
    sink().event(1);
    sink().event('two');
    sink().end();
    sink().event('late');
    expect({ seen, log, state: stream.state, count: stream.count }).toEqual({
      seen: [1, 'two'],
      log: [],
      state: 'ended',
      count: 2,
    });
  });

  it('an error in the block ends it, and the source is told', () => {
    const { source, sink, log } = asked();
    const block = blockOf(() => {
      throw new TrashError('MyErr', 'bad');
    });
    const stream = new Stream(source, { block, deliver });
    sink().event(1);
    sink().event(2);
    expect({ log, state: stream.state, error: stream.error?.type, count: stream.count }).toEqual({
      log: ['cancel'],
      state: 'failed',
      error: 'MyErr',
      count: 1,
    });
  });

  it('a source that sends before it returns is told afterwards', () => {
    const { source, log } = asked((sink) => {
      sink.event(1);
    });
    const block = blockOf(() => {
      throw new TrashError('MyErr', 'bad');
    });
    expect(new Stream(source, { block, deliver }).state).toBe('failed');
    expect(log).toEqual(['cancel']);
  });

  it('a fault that is no error of the language is not swallowed', () => {
    const { source, sink } = asked();
    const block = blockOf(() => {
      throw new RangeError('ours');
    });
    const stream = new Stream(source, { block, deliver });
    expect(() => {
      sink().event(1);
    }).toThrow('ours');
    expect(stream.state).toBe('open');
  });
});

describe('pull', () => {
  it('keeps events, asks the source to wait, and to go on when half is read', () => {
    const { source, sink, log } = asked();
    const stream = new Stream(source, { block: null, deliver, most: 4 });
    for (let event = 1; event <= 5; event++) sink().event(event);
    expect(log).toEqual(['pause']);
    expect([stream.next(), stream.next()]).toEqual([1, 2]);
    expect(log).toEqual(['pause']);
    expect(stream.next()).toBe(3);
    expect(log).toEqual(['pause', 'resume']);
    sink().end();
    expect(stream.isAtEnd).toBe(false);
    expect([stream.next(), stream.next(), stream.next()]).toEqual([4, 5, undefined]);
    expect(stream.isAtEnd).toBe(true);
  });

  it('a source that sends too much before it returns is asked to wait, too', () => {
    const { source, log } = asked((sink) => {
      for (let event = 0; event < 9; event++) sink.event(event);
    });
    const stream = new Stream(source, { block: null, deliver, most: 4 });
    expect(log).toEqual(['pause']);
    expect(stream.next()).toBe(0);
  });

  it('a failure comes behind the last event', () => {
    const { source, sink } = asked();
    const stream = new Stream(source, { block: null, deliver });
    sink().event(1);
    sink().fail(new TrashError('GrpcError', 'gone'));
    expect(stream.next()).toBe(1);
    expect(() => stream.next()).toThrow('gone');
  });

  it('cancel drops what is kept, and is told once', () => {
    const { source, sink, log } = asked();
    const closed: string[] = [];
    const onClose = ({ state }: Stream) => void closed.push(state);
    const stream = new Stream(source, { block: null, deliver, onClose });
    sink().event(1);
    stream.cancel();
    stream.cancel();
    sink().end();
    expect({ log, closed, next: stream.next() }).toEqual({
      log: ['cancel'],
      closed: ['cancelled'],
      next: undefined,
    });
  });

  it('in TypeScript, for await takes one after the other', async () => {
    const { source, sink } = asked();
    const stream = new Stream(source, { block: null, deliver });
    const taken = (async () => {
      const all: Value[] = [];
      for await (const event of stream) all.push(event);
      return all;
    })();
    sink().event(1);
    await Promise.resolve();
    sink().event(2);
    sink().end();
    expect(await taken).toEqual([1, 2]);
  });

  it('and to leave the loop is to cancel', async () => {
    const { source, log } = asked((sink) => {
      sink.event(1);
    });
    for await (const event of new Stream(source, { block: null, deliver })) {
      expect(event).toBe(1);
      break;
    }
    expect(log).toEqual(['cancel']);
  });
});
