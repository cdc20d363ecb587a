// A Stream that programs fill themselves: with `nextPut:`, asked with `next` or handed to a block.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSpace, type Space } from './space.ts';

const READER = `Reader subclass: Object
  include: Persistable
  instanceVars: seen
  method: stream [ ^ @ Stream do: [:event | seen := "$seen<$event>" ] ]
  method: strict [ ^ @ Stream do: [:event | _throw Bad "no $event" ] ]
`;

let space: Space;
beforeAll(async () => {
  space = await openSpace({ classes: { Reader: READER } });
});
afterAll(() => space.close());

const send = (...words: string[]): Promise<string> => space.send(...words);

it('keeps what is put until somebody asks, in order, and ends', async () => {
  const stream = await send('Stream', 'new');
  await send(stream, 'nextPut:', 'one');
  await send(stream, 'nextPut:', '2');
  expect(await send(stream, 'next')).toBe('one');
  await send(stream, 'close');
  const told = [];
  for (const word of ['state', 'atEnd', 'next', 'atEnd', 'next', 'count'])
    told.push(await send(stream, word));
  expect(told).toEqual(['ended', 'false', '2', 'true', '', '2']);
});

it('hands what is put to a block, before it answers', async () => {
  const reader = await send('Reader', 'new');
  const stream = await send(reader, 'stream');
  await send(stream, 'nextPut:', 'a');
  await send(stream, 'nextPut:', 'b');
  expect(await send(reader, 'getSeen')).toBe('<a><b>');
});

it('ends with the error of its block, and takes nothing more', async () => {
  const stream = await send(await send('Reader', 'new'), 'strict');
  await send(stream, 'nextPut:', 'x');
  expect([await send(stream, 'state'), await send(stream, 'error')]).toEqual([
    'failed',
    'Bad: no x',
  ]);
  await expect(send(stream, 'nextPut:', 'y')).rejects.toThrow('StreamClosed: it is failed');
});

it('fail: is told behind the last event; what is put later is an error', async () => {
  const stream = await send('Stream', 'new');
  await send(stream, 'nextPut:', 'last');
  await send(stream, 'fail:', 'out of paper');
  expect(await send(stream, 'next')).toBe('last');
  await expect(send(stream, 'next')).rejects.toThrow('out of paper');
  await expect(send(stream, 'nextPut:', 'x')).rejects.toThrow('StreamClosed: it is failed');
});

it('do: needs a block', async () => {
  await expect(send('Stream', 'do:', 'none')).rejects.toThrow("'none' is not a block");
});
