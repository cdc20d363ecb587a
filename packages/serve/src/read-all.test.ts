// Bodies that are larger, slower or more than a server takes.
import { expect, it } from 'vitest';
import { Held, readAll } from './read-all.ts';

function sourceOf(...chunks: string[]) {
  let isCancelled = false;
  return {
    read: () => {
      const next = chunks.shift();
      return Promise.resolve(next === undefined ? undefined : new TextEncoder().encode(next));
    },
    cancel: () => {
      isCancelled = true;
    },
    isCancelled: () => isCancelled,
  };
}

const take = (): void => undefined;

const silent = { read: () => new Promise<undefined>(() => undefined), cancel: () => undefined };

it.each([[[]], [['one']], [['one', 'two', 'three']]])('%j', async (chunks) => {
  const bytes = await readAll(sourceOf(...chunks), { most: 11, length: null, take });
  expect(new TextDecoder().decode(bytes)).toBe(chunks.join(''));
});

it.each([
  ['by its header', '12', 0],
  ['when it is there', null, 11],
])('too large, %s', async (_name, length, most) => {
  const source = sourceOf('one', 'two', 'threes');
  const reading = readAll(source, { most, length, take });
  await expect(reading).rejects.toMatchObject({ fault: 'too_large' });
  expect(source.isCancelled()).toBe(true);
});

it('too slow', async () => {
  const reading = readAll(silent, { most: 10, length: '10', take, slowestMs: 5 });
  await expect(reading).rejects.toMatchObject({ fault: 'too_slow' });
});

it('the error of a connection that breaks', async () => {
  const broken = { ...silent, read: () => Promise.reject(new Error('reset')) };
  await expect(readAll(broken, { most: 10, length: null, take })).rejects.toThrow('reset');
});

it('too many at once; one alone may be as large as its limit', () => {
  const held = new Held();
  const most = 100 * 1024 * 1024;
  held.take(most, most);
  expect(() => held.take(1, 10)).toThrow(expect.objectContaining({ fault: 'too_many' }));
  held.release(most);
  expect(() => held.take(1, 10)).not.toThrow();
});
