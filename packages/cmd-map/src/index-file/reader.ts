// An index as it lies on disk: the header is read at once, a family when it is asked for.
import { closeSync, openSync, readSync } from 'node:fs';
import { EXIT, Failure } from '@rhachet/kit';
import type { OverloadsByName } from '../model/dispatch-map.ts';
import { type Decoded, decodeFamily, type Header, VERSION } from './format.ts';

const FIRST_LINE = /^rhachet-map (\d+) (\d+)\n/;
const LONGEST_FIRST_LINE = 48;

/** Of readers that nobody closes: a map that is replaced may still be answering. */
const forgotten = new FinalizationRegistry<number>((fd) => closeSync(fd));

/** `undefined` for one of another version; a Failure (65) for a file that is none. */
export class IndexReader {
  readonly header: Header;
  readonly #fd: number;
  readonly #body: number;
  readonly #families: Map<string, [at: number, length: number]>;

  private constructor(fd: number, header: Header, body: number) {
    this.#fd = fd;
    this.header = header;
    this.#body = body;
    forgotten.register(this, fd, this);
    this.#families = new Map(header.families.map(([name, at, length]) => [name, [at, length]]));
  }

  static open(path: string): IndexReader | undefined {
    const fd = openSync(path, 'r');
    try {
      const first = FIRST_LINE.exec(read(fd, 0, LONGEST_FIRST_LINE).toString('latin1'));
      if (!first) throw new Error('it does not begin as an index does');
      if (Number(first[1]) !== VERSION) {
        closeSync(fd);
        return undefined;
      }
      const length = Number(first[2]);
      const start = first[0].length;
      const header = JSON.parse(read(fd, start, length).toString()) as Header;
      return new IndexReader(fd, header, start + length);
    } catch (cause) {
      closeSync(fd);
      throw new Failure(`${path} is not an index of a dispatch map`, {
        code: 'BAD_INDEX',
        exit: EXIT.badData,
        hint: 'build it again with "rhachet map index"',
        cause,
      });
    }
  }

  decode(name: string, shown: (file: number) => string): Decoded[] {
    const place = this.#families.get(name);
    if (!place) return [];
    const line = read(this.#fd, this.#body + place[0], place[1]).toString();
    return decodeFamily(name, line, shown);
  }

  overloads(shown: (file: number) => string): OverloadsByName {
    return {
      names: () => this.#families.keys(),
      of: (name) => this.decode(name, shown).map(({ overload }) => overload),
    };
  }

  close(): void {
    forgotten.unregister(this);
    closeSync(this.#fd);
  }
}

function read(fd: number, at: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, at));
}
