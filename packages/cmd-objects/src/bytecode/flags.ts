// The flags of a container: what a reader can know about a chunk before it reads it.
import type { ChunkParts } from './chunk.ts';
import { instructionsOf } from './instructions.ts';

const DEBUG = 1;
const CAPTURES = 2;
const NON_LOCAL_RETURN = 4;

export function flagsOf({ version, code, captures, debug }: ChunkParts): number {
  const leaves = instructionsOf(code, version).some(
    ({ opcode }) => opcode.name === 'NON_LOCAL_RET',
  );
  const flags = (debug === null ? 0 : DEBUG) | (captures.length === 0 ? 0 : CAPTURES);
  return flags | (leaves ? NON_LOCAL_RETURN : 0);
}
