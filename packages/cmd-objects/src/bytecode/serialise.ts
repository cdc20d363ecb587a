// A block with the values of what it captures, for another process or another day, and back.
import { TrashError } from '../values/trash-error.ts';
import { type Json, jsonOf, type Value } from '../values/value.ts';
import { cellsFor } from './cell.ts';
import { Chunk } from './chunk.ts';
import { bytesOf, hexOf } from './hex.ts';
import type { BlockHost } from './host.ts';
import { instructionsOf } from './instructions.ts';
import type { OpName } from './opcodes.ts';
import { read, type ReadOptions } from './read.ts';
import { BytecodeBlock } from './vm.ts';
import { write } from './write.ts';

export interface NamedValue {
  readonly name: string;
  readonly value: Json;
}

export interface SerialisedBlock {
  /** A container in hex. */
  readonly data: string;
  /** By the names that the chunk has for them; also `self` and `super`, its owner, where the block needs them. */
  readonly captures: readonly NamedValue[];
}

/** Whose block it is: the id of an object or the name of a class, and where `super` starts. */
export interface BlockOwner {
  readonly self: Json;
  readonly owner: string | null;
}

const OF_SELF: ReadonlySet<OpName> = new Set<OpName>([
  ...(['LOAD_SELF', 'SEND_SELF', 'SEND_SUPER', 'LOAD_IVAR', 'STORE_IVAR'] as const),
  ...(['LOAD_CLASS_VAR', 'STORE_CLASS_VAR'] as const),
]);

/**
 * Values are copied: what the block sets from then on is its own. Its home is lost, so `^` in it becomes a DeadFrame.
 * @throws TrashError BytecodeError when it is larger than a reader takes
 */
export function serialise({ program: { chunk }, captures, host }: BytecodeBlock): SerialisedBlock {
  const values: NamedValue[] = chunk.captures.map(({ name }, index) => ({
    name,
    value: jsonOf(captures[index]?.value ?? null),
  }));
  if (needsSelf(chunk)) {
    values.push({ name: 'self', value: jsonOf(host.self) }, { name: 'super', value: host.owner });
  }
  return { data: hexOf(write(chunk)), captures: values };
}

function needsSelf(chunk: Chunk): boolean {
  return (
    instructionsOf(chunk.code, chunk.version).some(({ opcode }) => OF_SELF.has(opcode.name)) ||
    chunk.captures.some(({ source }) => source === 'ivar') ||
    chunk.constants.some((constant) => constant instanceof Chunk && needsSelf(constant))
  );
}

/**
 * Reads, verifies and binds. `blockOf(block.referenceText)` finds the block from then on.
 * @throws TrashError BytecodeError
 */
export function revive(
  { data, captures }: SerialisedBlock,
  hostOf: (owner: BlockOwner) => BlockHost,
  options?: ReadOptions,
): BytecodeBlock {
  const chunk = read(bytesOf(data), options);
  const values = new Map<string, Value>(captures.map(({ name, value }) => [name, value]));
  const self = values.get('self') ?? null;
  const owner = values.get('super') ?? null;
  const host = hostOf({ self: jsonOf(self), owner: typeof owner === 'string' ? owner : null });
  return new BytecodeBlock(chunk, { captures: cellsFor(chunk.captures, { values, host }), host });
}

/**
 * `block_captures` of a request.
 * @throws TrashError InvalidArgument
 */
export function captureValues(value: unknown): NamedValue[] {
  if (!Array.isArray(value)) throw new TrashError('InvalidArgument', 'captures are a list');
  return value.map((item: unknown) => {
    if (
      typeof item === 'object' &&
      item !== null &&
      'name' in item &&
      typeof item.name === 'string'
    ) {
      return { name: item.name, value: 'value' in item ? (item.value as Json) : null };
    }
    throw new TrashError('InvalidArgument', 'a capture is {"name": …, "value": …}');
  });
}
