// The file of a compiled registry: named sections, each one array that is used where it lies.
import { bytes as engine } from '#bytes';

/** Raised when the meaning of a section changes: a file of another format is never read. */
export const FORMAT = 2;

/** As it reads on this machine: one of the other byte order is not ours. */
const MAGIC = 0x52485254;
const START = 16;
/** Every section begins at a multiple of this, so that any kind of array can lie there. */
const ALIGNED = 8;

export type Sections = Record<
  string,
  Uint8Array | Int8Array | Uint16Array | Uint32Array | Float32Array
>;

interface Directory {
  format: number;
  /** Offset and length of each, in bytes. */
  sections: Record<string, [number, number]>;
}

/** A file that is not whole, or not of this format. It is made again. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

const aligned = (offset: number): number => Math.ceil(offset / ALIGNED) * ALIGNED;

const asBytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Where each section goes, counted from the end of the directory. */
function place(sections: Sections): { directory: Directory; length: number } {
  const directory: Directory = { format: FORMAT, sections: {} };
  let length = 0;
  for (const [name, array] of Object.entries(sections)) {
    directory.sections[name] = [length, array.byteLength];
    length = aligned(length + array.byteLength);
  }
  return { directory, length };
}

/** magic, length of the directory, CRC-32 of all that follows, length of the file; directory as JSON; sections. */
export function pack(sections: Sections): Uint8Array {
  const { directory, length } = place(sections);
  const head = new TextEncoder().encode(JSON.stringify(directory));
  const base = aligned(START + head.length);
  const bytes = new Uint8Array(base + length);
  bytes.set(head, START);
  for (const [name, array] of Object.entries(sections)) {
    bytes.set(asBytes(array), base + (directory.sections[name]?.[0] ?? 0));
  }
  const crc = engine.crc32(bytes.subarray(START));
  new Uint32Array(bytes.buffer, 0, 4).set([MAGIC, head.length, crc, bytes.length]);
  return bytes;
}

export interface Unpacked {
  /** JSON text, or raw bytes, of a section. */
  bytes: (name: string) => Uint8Array;
  u16: (name: string) => Uint16Array;
  u32: (name: string) => Uint32Array;
  i8: (name: string) => Int8Array;
  f32: (name: string) => Float32Array;
  has: (name: string) => boolean;
}

function parseDirectory(text: string): Directory {
  try {
    return JSON.parse(text) as Directory;
  } catch {
    throw new Unusable('damaged');
  }
}

function readDirectory(bytes: Uint8Array): { directory: Directory; base: number } {
  if (bytes.length < START) throw new Unusable('too short');
  const [magic, headLength = 0, crc, length] = new Uint32Array(bytes.buffer, bytes.byteOffset, 4);
  if (magic !== MAGIC) throw new Unusable('not a compiled registry');
  if (length !== bytes.length) throw new Unusable('not whole');
  if (crc !== engine.crc32(bytes.subarray(START))) throw new Unusable('damaged');
  const head = new TextDecoder().decode(bytes.subarray(START, START + headLength));
  const directory = parseDirectory(head);
  if (directory.format !== FORMAT) throw new Unusable(`of format ${directory.format}`);
  return { directory, base: aligned(START + headLength) };
}

/** Reads nothing but the directory and the sum; the arrays are views. Throws `Unusable`. */
export function unpack(bytes: Uint8Array): Unpacked {
  const { directory, base } = readDirectory(bytes);
  const at = (name: string): [ArrayBufferLike, number, number] => {
    const found = directory.sections[name];
    if (!found) throw new Unusable(`without ${name}`);
    return [bytes.buffer, bytes.byteOffset + base + found[0], found[1]];
  };
  return {
    bytes: (name) => new Uint8Array(...at(name)),
    u16: (name) => view(Uint16Array, at(name)),
    u32: (name) => view(Uint32Array, at(name)),
    i8: (name) => view(Int8Array, at(name)),
    f32: (name) => view(Float32Array, at(name)),
    has: (name) => directory.sections[name] !== undefined,
  };
}

type ArrayOf<T> = (new (buffer: ArrayBufferLike, offset: number, length: number) => T) & {
  BYTES_PER_ELEMENT: number;
};

const view = <T>(
  kind: ArrayOf<T>,
  [buffer, offset, length]: [ArrayBufferLike, number, number],
): T => new kind(buffer, offset, length / kind.BYTES_PER_ELEMENT);
