// A block of the evaluator as bytecode, with the values of the variables that it uses.
import { LocalCell } from '../bytecode/cell.ts';
import { compileBlock } from '../bytecode/compile.ts';
import { type SerialisedBlock, serialise } from '../bytecode/serialise.ts';
import { BytecodeBlock } from '../bytecode/vm.ts';
import { ClosureBlock } from '../evaluate/closure-block.ts';
import type { Frame } from '../evaluate/frame.ts';
import type { Scope } from '../evaluate/scope.ts';
import type { Block } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf, type Value } from '../values/value.ts';
import { blockHost } from './block-host.ts';
import type { ObjectSpace } from './object-space.ts';
import type { TrashClass } from './trash-class.ts';

/** @throws TrashError BytecodeError for a block that is no code of the language, or that only bash can run */
export function serialiseBlock(block: Block, space: ObjectSpace): SerialisedBlock {
  if (block instanceof BytecodeBlock) return serialise(block);
  if (block instanceof ClosureBlock) return serialise(compiled(block, space));
  throw new TrashError('BytecodeError', 'a function in TypeScript has no bytecode');
}

function compiled({ code, outer }: ClosureBlock, space: ObjectSpace): BytecodeBlock {
  const { foundAt, isClassSide } = code.scope.method;
  const locals = valuesAround(code.scope.outer, outer);
  const result = compileBlock(code.expression, {
    parameters: [],
    locals: [...locals.keys()],
    instanceVars: isClassSide ? [] : foundAt.layout.map(({ name }) => name),
    classVars: classVariables(foundAt),
  });
  if ('reason' in result)
    throw new TrashError('BytecodeError', `line ${result.at.line}: ${result.reason}`);
  const { chunk } = result;
  const captures = chunk.captures.map(({ name }) => new LocalCell(locals.get(name) ?? null));
  const host = blockHost(space, { self: textOf(outer.self), owner: foundAt.name });
  return new BytecodeBlock(chunk, { captures, host });
}

const classVariables = (foundAt: TrashClass): string[] =>
  [...foundAt.ancestry()].flatMap(({ parts }) => parts.classVariables.map(({ name }) => name));

/** The locals that the block can see, the innermost of each name. */
function valuesAround(scope: Scope | null, frame: Frame | null): Map<string, Value> {
  const values = new Map<string, Value>();
  for (let at = scope, holder = frame; at && holder; at = at.outer, holder = holder.outer)
    for (const [name, slot] of at.visible())
      if (!values.has(name)) values.set(name, holder.vars[slot] ?? null);
  return values;
}
