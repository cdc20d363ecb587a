// Files without a name, where pipes would do: what Node and Bun call a pipe to a child is a socket pair, and a script
// that opens /dev/stdin or /dev/stderr (agents' hooks do) gets ENXIO from one.
import { EXIT, Failure } from '@rhachet/kit';

/** How much of a file is in memory at once. */
const CHUNK_BYTES = 65_536;

const fs = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');

/** In the temporary directory, for this user alone. */
function newPath(): string {
  const { TMPDIR = '' } = process.env;
  return `${TMPDIR === '' ? '/tmp' : TMPDIR}/rhachet-${process.pid}-${crypto.randomUUID()}`;
}

function cannotKeep(error: unknown): Failure {
  const { code = 'UNKNOWN', message } = error as NodeJS.ErrnoException;
  return new Failure(`cannot keep what several inits share in a temporary file: ${message}`, {
    code,
    exit: EXIT.internal,
    hint: 'set TMPDIR to a directory that can be written to',
    cause: error,
  });
}

function openAt(path: string, readers: number): { file: number; readers: number[] } {
  const { openSync, unlinkSync, constants } = fs();
  const { O_RDWR, O_APPEND, O_CREAT, O_EXCL } = constants;
  const file = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL, 0o600);
  try {
    return { file, readers: Array.from({ length: readers }, () => openSync(path, 'r')) };
  } finally {
    unlinkSync(path);
  }
}

function openWith(readers: number): ReturnType<typeof openAt> {
  try {
    return openAt(newPath(), readers);
  } catch (error) {
    throw cannotKeep(error);
  }
}

/** A new file for what a program prints. Throws a `Failure` where the temporary directory takes none. */
export const openOutput = (): number => openWith(0).file;

/** A new file with all of `chunks` in it, opened once for each of `count` readers, each at its beginning. */
export async function openInputs(
  chunks: AsyncIterable<Uint8Array>,
  count: number,
): Promise<number[]> {
  const { file, readers } = openWith(count);
  for await (const chunk of chunks) append(file, chunk);
  close(file);
  return readers;
}

function append(file: number, chunk: Uint8Array): void {
  try {
    for (let at = 0; at < chunk.length;) at += fs().writeSync(file, chunk, at);
  } catch (error) {
    throw cannotKeep(error);
  }
}

/** What the file holds now. What a process that stayed behind adds while it is read is not waited for. */
export function* chunksOf(file: number): Generator<Uint8Array> {
  const { fstatSync, readSync } = fs();
  const { size } = fstatSync(file);
  for (let at = 0; at < size;) {
    const bytes = new Uint8Array(Math.min(CHUNK_BYTES, size - at));
    const read = readSync(file, bytes, 0, bytes.length, at);
    if (read === 0) return;
    yield bytes.subarray(0, read);
    at += read;
  }
}

export const close = (file: number): void => fs().closeSync(file);
