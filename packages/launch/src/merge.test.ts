// Two streams of one program: each chunk as soon as it is there, all of them, both ends awaited.
import { expect, it } from 'vitest';
import { merge } from './merge.ts';

const byte = (value: number): Uint8Array => new Uint8Array([value]);

async function* of(...values: number[]): AsyncGenerator<Uint8Array> {
  for (const value of values) yield await Promise.resolve(byte(value));
}

it('everything of both, each in its own order', async () => {
  const seen: Record<'out' | 'err', number[]> = { out: [], err: [] };
  for await (const { to, bytes } of merge({ out: of(1, 2, 3), err: of(4) }))
    seen[to].push(...bytes);
  expect(seen).toEqual({ out: [1, 2, 3], err: [4] });
});

it('one that is silent does not hold the other up', async () => {
  let end = (): void => undefined;
  async function* silent(): AsyncGenerator<Uint8Array> {
    await new Promise<void>((resolve) => (end = resolve));
    yield byte(9);
  }
  const merged = merge({ out: silent(), err: of(1, 2) });
  expect((await merged.next()).value).toEqual({ to: 'err', bytes: byte(1) });
  expect((await merged.next()).value).toEqual({ to: 'err', bytes: byte(2) });
  end();
  expect((await merged.next()).value).toEqual({ to: 'out', bytes: byte(9) });
  expect((await merged.next()).done).toBe(true);
});

it('a stream that fails fails the whole', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(byte(1));
    throw new Error('planted');
  }
  const read = async (): Promise<void> => {
    for await (const { bytes } of merge({ out: broken(), err: of() }))
      expect(bytes).toEqual(byte(1));
  };
  await expect(read()).rejects.toThrow('planted');
});
