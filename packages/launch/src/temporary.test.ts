// Real files without a name: what is in them, who may see them, and that none stays.
import {
  closeSync,
  fstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { chunksOf, close, openInputs, openOutput } from './temporary.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-'));
  vi.stubEnv('TMPDIR', dir);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true });
});

async function* of(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

it('all of the input to each reader, from its beginning', async () => {
  const readers = await openInputs(of('one ', '', 'two'), 3);
  expect(readers.map((fd) => readFileSync(fd, 'utf8'))).toEqual(Array(3).fill('one two'));
  readers.forEach((fd) => closeSync(fd));
});

it('no name, and no rights for others', () => {
  const file = openOutput();
  const { mode, nlink } = fstatSync(file);
  expect({ mode: mode & 0o777, nlink, left: readdirSync(dir) }).toEqual({
    mode: 0o600,
    nlink: 0,
    left: [],
  });
  close(file);
});

it('is read in chunks of 64 KB, up to where it ended when it was asked', () => {
  const file = openOutput();
  writeSync(file, Buffer.alloc(150_000, 'x'));
  const chunks = chunksOf(file);
  const lengths: number[] = [];
  for (const { length } of chunks) {
    lengths.push(length);
    writeSync(file, 'added later');
  }
  expect(lengths).toEqual([65_536, 65_536, 150_000 - 2 * 65_536]);
  close(file);
});

it('a directory that takes no files: a Failure, with what to do', async () => {
  vi.stubEnv('TMPDIR', join(dir, 'absent'));
  const failure = { code: 'ENOENT', exit: 70, hint: expect.stringContaining('TMPDIR') as string };
  expect(() => openOutput()).toThrow(expect.objectContaining(failure) as Error);
  await expect(openInputs(of('x'), 2)).rejects.toMatchObject(failure);
  vi.stubEnv('TMPDIR', dir);
});
