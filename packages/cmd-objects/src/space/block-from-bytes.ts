// A block from bytecode that a plugin in C has registered.
import { cellsFor } from '../bytecode/cell.ts';
import { read } from '../bytecode/read.ts';
import { BytecodeBlock } from '../bytecode/vm.ts';
import { jsonOf } from '../values/value.ts';
import { blockHost } from './block-host.ts';
import type { BlockReader } from './native-tools.ts';
import { classOf } from './object-space.ts';

/** Verified; what it captured by value is its own from then on. @throws TrashError BytecodeError */
export const blockFromBytes: BlockReader = (space, { bytes, values, owner }) => {
  const chunk = read(bytes);
  const host = blockHost(space, {
    self: owner && jsonOf(owner),
    owner: owner && classOf(owner).name,
  });
  return new BytecodeBlock(chunk, { captures: cellsFor(chunk.captures, { values, host }), host });
};
