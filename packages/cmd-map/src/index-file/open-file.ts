// A file of which pieces are read. Whatever is wrong with it is a Failure (65) that says how to make it anew.
import { closeSync, openSync, readSync } from 'node:fs';
import { EXIT, Failure } from '@rhachet/kit';

/** A part of the file: first byte, bytes. */
export type Place = [at: number, length: number];

export const badIndex = (path: string, cause: unknown): Failure =>
  new Failure(`${path} is not an index of a dispatch map`, {
    code: 'BAD_INDEX',
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

  read([at, length]: Place): Buffer {
    try {
      const bytes = Buffer.from(new ArrayBuffer(length));
      if (readSync(this.#fd, bytes, 0, length, at) === length) return bytes;
    } catch (cause) {
      throw badIndex(this.path, cause);
    }
    throw badIndex(this.path, new Error(`there are no ${length} bytes at ${at}`));
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
