// A host for blocks in tests: an object with variables, a few methods, and what the language does itself.
import type { BlockExpression } from '../src/language/ast.ts';
import { type Cell, LocalCell } from '../src/bytecode/cell.ts';
import { Chunk } from '../src/bytecode/chunk.ts';
import { type BlockScope, compileBlock } from '../src/bytecode/compile.ts';
import { Home } from '../src/bytecode/home.ts';
import type { BlockHost } from '../src/bytecode/host.ts';
import { opcodeOf, OPERAND_BYTES, type OpName } from '../src/bytecode/opcodes.ts';
import { BytecodeBlock } from '../src/bytecode/vm.ts';
import { Block, blockOf } from '../src/values/block.ts';
import { TrashError } from '../src/values/trash-error.ts';
import { isNil, isTrue, type Json, textOf, type Value } from '../src/values/value.ts';
import { NO_SCOPE } from './bytecode-tree.ts';

export type TestMethod = (args: readonly Value[]) => Value;

const CALLS: ReadonlySet<string> = new Set([
  'value',
  'valueWith_',
  'valueWith_and_',
  'valueWith_and_and_',
]);

export class TestHost implements BlockHost {
  readonly self: Value = 'thing_1';
  readonly owner: string | null = 'Thing';
  home: Home | null = new Home();
  readonly variables = new Map<string, Value>();
  readonly classVariables = new Map<string, Value>();
  readonly methods = new Map<string, TestMethod>();
  /** `receiver selector(args)`, in the order in which they came. */
  readonly log: string[] = [];

  send(receiver: Value, selector: string, args: readonly Value[]): Value {
    const block = typeof receiver === 'string' ? blockOf(receiver) : receiver;
    if (block instanceof Block && CALLS.has(selector)) return block.call(args);
    this.log.push(`${textOf(receiver)} ${selector}(${args.map(textOf).join(',')})`);
    const method = this.methods.get(selector);
    if (method !== undefined) return method(args);
    throw new TrashError('MessageNotUnderstood', `${textOf(receiver)} has no ${selector}`);
  }

  sendSuper(selector: string, args: readonly Value[]): Value {
    this.log.push(`super ${selector}(${args.map(textOf).join(',')})`);
    return `super ${selector}`;
  }

  getVariable(name: string): Value {
    return this.variables.get(name) ?? null;
  }

  setVariable(name: string, value: Value): void {
    this.variables.set(name, value);
  }

  getClassVariable(name: string): Value {
    return this.classVariables.get(name) ?? null;
  }

  setClassVariable(name: string, value: Value): void {
    this.classVariables.set(name, value);
  }

  primitive(selector: string, receiver: Value, args: readonly Value[]): Value {
    if (selector === 'isEmpty') return isNil(receiver);
    const items: readonly Json[] = Array.isArray(receiver) ? (receiver as readonly Json[]) : [];
    if (selector === 'inject:into:') {
      return items.reduce<Value>((sum, item) => call(args[1], sum, item), args[0] ?? null);
    }
    if (selector === 'do:') {
      for (const item of items) call(args[0], item);
      return receiver;
    }
    if (selector === 'collect:') return items.map((item) => call(args[0], item) as Json);
    if (selector === 'select:') return items.filter((item) => isTrue(call(args[0], item)));
    throw new TrashError('MessageNotUnderstood', `no ${selector}`);
  }
}

function call(block: Value | undefined, ...args: Value[]): Value {
  if (block instanceof Block) return block.call(args);
  throw new TrashError('TypeError', 'no block');
}

/** Compiles or fails with the reason. */
export function compiled(block: BlockExpression, scope: Partial<BlockScope> = {}): Chunk {
  const result = compileBlock(block, { ...NO_SCOPE, ...scope });
  if ('chunk' in result) return result.chunk;
  throw new Error(`line ${result.at.line}, column ${result.at.column}: ${result.reason}`);
}

interface Around extends Partial<BlockScope> {
  readonly host?: TestHost;
  readonly cells?: Readonly<Record<string, Cell>>;
}

/** Ready to be called; `cells` are variables of the method around it. */
export function ready(block: BlockExpression, around: Around = {}): BytecodeBlock {
  const { host = new TestHost(), cells = {}, ...scope } = around;
  const chunk = compiled(block, { ...scope, locals: Object.keys(cells) });
  const captures = chunk.captures.map(({ name }): Cell => cells[name] ?? new LocalCell(null));
  return new BytecodeBlock(chunk, { captures, host });
}

/** The value of a block that captures nothing. */
export function valueOf(block: BlockExpression, ...args: Value[]): Value {
  return ready(block).call(args);
}

export type Instruction = OpName | readonly [OpName, ...number[]];

export function assemble(instructions: readonly Instruction[]): Uint8Array {
  const bytes = instructions.flatMap((instruction) => {
    const [name, ...operands] = typeof instruction === 'string' ? [instruction] : instruction;
    const { code, operands: kinds } = opcodeOf(name);
    const parts = kinds.flatMap((kind, place) => {
      const operand = operands[place] ?? 0;
      return OPERAND_BYTES[kind] === 2 ? [(operand >> 8) & 0xff, operand & 0xff] : [operand];
    });
    return [code, ...parts];
  });
  return Uint8Array.from(bytes);
}

export function chunkOf(instructions: readonly Instruction[], parts: Partial<Chunk> = {}): Chunk {
  return new Chunk({
    version: 2,
    code: assemble(instructions),
    constants: [],
    parameters: [],
    localCount: 0,
    captures: [],
    debug: null,
    ...parts,
  });
}

/** Runs a chunk that captures nothing. */
export function run(chunk: Chunk, ...args: Value[]): Value {
  return new BytecodeBlock(chunk, { captures: [], host: new TestHost() }).call(args);
}

/** The error of what has to fail. */
export function errorOf(body: () => unknown): TrashError {
  try {
    body();
  } catch (error) {
    if (error instanceof TrashError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
