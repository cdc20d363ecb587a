// Constants of version 2: a tag, and a value of that type.
import type { Json } from '../values/value.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { bytecodeError, Chunk, type Constant, MAX_NESTING } from './chunk.ts';

const TAG = { nil: 0, false: 1, true: 2, int: 3, float: 4, string: 5, json: 6, chunk: 7 } as const;

export function typedConstant(
  reader: ByteReader,
  blockFrom: (bytes: Uint8Array, base: number) => Chunk,
): Constant {
  const at = reader.offset;
  const tag = reader.u8('the tag of a constant');
  switch (tag) {
    case TAG.nil:
      return null;
    case TAG.false:
    case TAG.true:
      return tag === TAG.true;
    case TAG.int:
      return integer(reader.i64('an integer'));
    case TAG.float:
      return reader.f64('a float');
    case TAG.string:
      return reader.text(reader.u32('the length of a text'), 'a text');
    case TAG.json:
      return jsonFrom(reader);
    case TAG.chunk: {
      const length = reader.u32('the length of a block');
      const base = reader.offset;
      return blockFrom(reader.bytes(length, 'a block'), base);
    }
    default:
      throw bytecodeError(`no constant has the tag ${tag}`, at);
  }
}

function integer(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function jsonFrom(reader: ByteReader): readonly Json[] | Readonly<Record<string, Json>> {
  const length = reader.u32('the length of a list');
  const at = reader.offset;
  const text = reader.text(length, 'a list');
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) {
    throw bytecodeError('neither a list nor a dictionary', at);
  }
  if (nestingOf(value) > MAX_NESTING) {
    throw bytecodeError(`a list is nested more than ${MAX_NESTING} deep`, at);
  }
  return value as readonly Json[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** How deep lists and dictionaries stand in each other; one more than the limit when it is deeper. */
function nestingOf(value: unknown, around = 0): number {
  if (typeof value !== 'object' || value === null || around > MAX_NESTING) return around;
  let deepest = around + 1;
  for (const item of Object.values(value)) {
    deepest = Math.max(deepest, nestingOf(item, around + 1));
    if (deepest > MAX_NESTING) break;
  }
  return deepest;
}

export function writeConstant(
  writer: ByteWriter,
  constant: Constant,
  bytesOf: (chunk: Chunk) => Uint8Array,
): void {
  if (constant === null) writer.u8(TAG.nil);
  else if (typeof constant === 'boolean') writer.u8(constant ? TAG.true : TAG.false);
  else if (typeof constant === 'string') writer.u8(TAG.string).text32(constant);
  else if (typeof constant === 'bigint') writer.u8(TAG.int).i64(constant);
  else if (typeof constant === 'number') writeNumber(writer, constant);
  else if (constant instanceof Chunk) writer.u8(TAG.chunk).bytes32(bytesOf(constant));
  else writer.u8(TAG.json).text32(JSON.stringify(constant));
}

function writeNumber(writer: ByteWriter, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) writer.u8(TAG.int).i64(BigInt(value));
  else writer.u8(TAG.float).f64(value);
}
