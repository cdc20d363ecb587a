// From a chunk to the bytes of a "TTBC" container. The same chunk gives the same bytes.
import { TrashError } from '../values/trash-error.ts';
import { ByteWriter } from './byte-writer.ts';
import { CAPTURE_SOURCES, Chunk, type Debug, MAX_NESTING } from './chunk.ts';
import { writeConstant } from './constants.ts';
import { flagsOf } from './flags.ts';

const encoder = new TextEncoder();

/**
 * A chunk keeps its version: what came as version 1 means texts, and would mean something else as version 2.
 * @throws TrashError BytecodeError for one that is larger or deeper than a reader takes
 */
export function write(chunk: Chunk): Uint8Array {
  return writeNested(chunk, 1);
}

function writeNested(chunk: Chunk, depth: number): Uint8Array {
  if (depth > MAX_NESTING) {
    throw new TrashError('BytecodeError', `blocks are nested more than ${MAX_NESTING} deep`);
  }
  const writer = new ByteWriter().raw(encoder.encode('TTBC')).u16(chunk.version);
  writer.u16(flagsOf(chunk)).bytes32(chunk.code).u16(chunk.constants.length);
  const bytesOf = (nested: Chunk) => writeNested(nested, depth + 1);
  for (const constant of chunk.constants) {
    if (chunk.version === 2) writeConstant(writer, constant, bytesOf);
    else
      writer.bytes16(
        constant instanceof Chunk ? bytesOf(constant) : encoder.encode(constant as string),
      );
  }
  writer.u8(chunk.parameters.length);
  for (const parameter of chunk.parameters) writer.name(parameter);
  writer.u8(chunk.localCount).u8(chunk.captures.length);
  for (const { name, source, slot } of chunk.captures) {
    writer.name(name).u8(CAPTURE_SOURCES.indexOf(source)).u8(slot);
  }
  writeDebug(writer, chunk.debug);
  return writer.finish();
}

function writeDebug(writer: ByteWriter, debug: Debug | null): void {
  if (debug === null) {
    writer.u8(0);
    return;
  }
  writer.u8(1).u16(debug.positions.length);
  for (const { offset, line, column } of debug.positions) {
    writer.u32(offset).u32(line).u16(Math.min(column, 0xffff));
  }
  writer.u16(debug.variables.length);
  for (const variable of debug.variables) writer.name(variable);
}
