// What a block understands.
import { shownSelector } from '../language/selector.ts';
import type { Block } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import type { Value } from '../values/value.ts';

type BlockMethod = (block: Block, args: readonly Value[]) => Value;

const call: BlockMethod = (block, args) => block.call(args);

const METHODS: Readonly<Record<string, BlockMethod>> = {
  value: call,
  value_: call,
  value_value_: call,
  valueWith_: call,
  valueWith_and_: call,
  valueWith_and_and_: call,
  numArgs: (block) => block.parameters.length,
  class: () => 'Block',
  id: (block) => block.referenceText,
  printString: (block) => `<Block ${block.referenceText}>`,
  inspect: (block) =>
    `a Block\n  id: ${block.referenceText}\n  parameters: ${block.parameters.join(' ')}`,
};

export const BLOCK_SELECTORS = Object.keys(METHODS);

/** @throws TrashError MessageNotUnderstood, or what the body throws */
export function sendToBlock(block: Block, selector: string, args: readonly Value[]): Value {
  const method = Object.hasOwn(METHODS, selector) ? METHODS[selector] : undefined;
  if (method) return method(block, args);
  throw new TrashError(
    'MessageNotUnderstood',
    `Method '${shownSelector(selector)}' not found in ${block.referenceText} or its superclasses`,
  );
}
