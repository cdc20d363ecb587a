// From the bytes of a "TTBC" container to a chunk. docs/bytecode.md has the layout.
import { ByteReader, textFrom } from './byte-reader.ts';
import { bytecodeError, type Capture, CAPTURE_SOURCES, Chunk, type Constant } from './chunk.ts';
import { type Debug, MAX_BYTES, MAX_NESTING } from './chunk.ts';
import { typedConstant } from './constants.ts';
import { flagsOf } from './flags.ts';
import { instructionsOf } from './instructions.ts';

const MAGIC = 'TTBC';
const HEADER_BYTES = 8;

export interface ReadOptions {
  /** The newest version that is taken. */
  readonly newest?: 1 | 2;
}

interface Nested {
  readonly depth: number;
  readonly version: 1 | 2;
}

/**
 * Reads, but does not verify: `verify` does.
 * @throws TrashError BytecodeError, with the byte where it went wrong
 */
export function read(bytes: Uint8Array, { newest = 2 }: ReadOptions = {}): Chunk {
  if (bytes.length > MAX_BYTES) {
    throw bytecodeError(`${bytes.length} bytes are more than ${MAX_BYTES}`, MAX_BYTES);
  }
  const reader = new ByteReader(bytes);
  const version = versionOf(reader, newest);
  return chunkFrom(reader, { depth: 1, version });
}

/** A block in a block has the version of the one around it. */
function readNested(bytes: Uint8Array, base: number, around: Nested): Chunk {
  if (around.depth >= MAX_NESTING) {
    throw bytecodeError(`blocks are nested more than ${MAX_NESTING} deep`, base);
  }
  const reader = new ByteReader(bytes, base);
  const version = versionOf(reader, around.version);
  if (version !== around.version) {
    throw bytecodeError(`a block of version ${version} in one of ${around.version}`, base);
  }
  return chunkFrom(reader, { depth: around.depth + 1, version });
}

function versionOf(reader: ByteReader, newest: 1 | 2): 1 | 2 {
  if (reader.left < HEADER_BYTES) {
    throw bytecodeError(`${reader.left} bytes are no bytecode: the header has 8`, reader.offset);
  }
  const start = reader.offset;
  const magic = reader.bytes(4, 'the magic');
  if (String.fromCharCode(...magic) !== MAGIC) throw bytecodeError(`no ${MAGIC}`, start);
  const version = reader.u16('the version');
  if (version !== 1 && (version !== 2 || newest === 1)) {
    throw bytecodeError(`version ${version}, and ${newest} is the newest known`, start + 4);
  }
  return version;
}

function chunkFrom(reader: ByteReader, nested: Nested): Chunk {
  const flagsAt = reader.offset;
  const flags = reader.u16('the flags');
  // A copy: what was verified cannot change, whoever holds the bytes.
  const code = new Uint8Array(reader.bytes(reader.u32('the length of the code'), 'code'));
  const constants = constantsFrom(reader, { nested, code });
  const chunk = new Chunk({
    version: nested.version,
    code,
    constants,
    parameters: listOf(reader.u8('the number of parameters'), () => name(reader, 'a parameter')),
    localCount: reader.u8('the number of locals'),
    captures: listOf(reader.u8('the number of captures'), () => captureFrom(reader)),
    debug: debugFrom(reader),
  });
  if (reader.left > 0) throw bytecodeError(`${reader.left} bytes too many`, reader.offset);
  // Version 1 was written by others, whose flags say less than they should.
  if (nested.version === 2 && flags !== flagsOf(chunk)) {
    throw bytecodeError(`the flags are ${flags}, not ${flagsOf(chunk)}`, flagsAt);
  }
  return chunk;
}

function constantsFrom(
  reader: ByteReader,
  { nested, code }: { nested: Nested; code: Uint8Array },
): Constant[] {
  const count = reader.u16('the number of constants');
  if (nested.version === 2) {
    const blockFrom = (bytes: Uint8Array, base: number) => readNested(bytes, base, nested);
    return listOf(count, () => typedConstant(reader, blockFrom));
  }
  const blocks = blockConstants(code);
  return listOf(count, (index) => {
    const length = reader.u16('the length of a constant');
    const { offset } = reader;
    const bytes = reader.bytes(length, 'a constant');
    if (blocks.has(index)) return readNested(bytes, offset, nested);
    return textFrom(bytes, { what: 'a constant', offset });
  });
}

/** Version 1 keeps a block as a text: only the code tells which constants are blocks. */
function blockConstants(code: Uint8Array): Set<number> {
  const blocks = instructionsOf(code, 1).filter(({ opcode }) => opcode.name === 'MAKE_BLOCK');
  return new Set(blocks.map(({ operands }) => operands[0] ?? 0));
}

function captureFrom(reader: ByteReader): Capture {
  const itsName = name(reader, 'a capture');
  const at = reader.offset;
  const code = reader.u8('the source of a capture');
  const source = CAPTURE_SOURCES[code];
  if (source === undefined) throw bytecodeError(`no source of a capture is ${code}`, at);
  return { name: itsName, source, slot: reader.u8('the slot of a capture') };
}

function debugFrom(reader: ByteReader): Debug | null {
  const at = reader.offset;
  const present = reader.u8('the mark of debug information');
  if (present > 1) throw bytecodeError(`the mark of debug information is ${present}`, at);
  if (present === 0) return null;
  return {
    positions: listOf(reader.u16('the number of positions'), () => ({
      offset: reader.u32('an offset'),
      line: reader.u32('a line'),
      column: reader.u16('a column'),
    })),
    variables: listOf(reader.u16('the number of variables'), () => name(reader, 'a variable')),
  };
}

function name(reader: ByteReader, what: string): string {
  return reader.text(reader.u8(`the length of ${what}`), what);
}

function listOf<T>(count: number, item: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => item(index));
}
