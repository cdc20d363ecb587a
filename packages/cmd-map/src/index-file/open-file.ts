// A file of which pieces are read. Whatever is wrong with it is a Failure (65) that says how to make it anew.
import { closeSync, openSync, readSync } from 'node:fs';
import { EXIT, Failure } from '@rhachet/kit';

/** A part of the file: first byte, bytes, and what `sumOf` says of them. */
export type Place = [at: number, length: number, sum: number];

/** FNV-1a, 32 bits: tells a part that was cut or changed, not one that somebody forged. */
export function sumOf(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}

export const BAD_INDEX = 'BAD_INDEX';

export const badIndex = (path: string, cause: unknown): Failure =>
  new Failure(`${path} is not an index of a dispatch map`, {
    code: BAD_INDEX,
    exit: EXIT.badData,
    hint: 'build it again with "rhachet map index"',
    cause,
  });

/** Stays open until it is closed or the process ends. */
export class OpenFile {
  readonly path: string;
  readonly #fd: number;

  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'r');
  }

  read([at, length, sum]: Place): Buffer {
    try {
      const bytes = Buffer.from(new ArrayBuffer(length));
      if (readSync(this.#fd, bytes, 0, length, at) === length && sumOf(bytes) === sum) return bytes;
    } catch (cause) {
      throw badIndex(this.path, cause);
    }
    throw badIndex(
      this.path,
      new Error(`the ${length} bytes at ${at} are not as they were written`),
    );
  }

  parse(json: string): unknown {
    try {
      return JSON.parse(json) as unknown;
    } catch (cause) {
      throw badIndex(this.path, cause);
    }
  }

  json(place: Place): unknown {
    return this.parse(this.read(place).toString());
  }

  /** At most so many bytes. */
  start(length: number): Buffer {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(this.#fd, bytes, 0, length, 0));
  }

  close(): void {
    closeSync(this.#fd);
  }
}
