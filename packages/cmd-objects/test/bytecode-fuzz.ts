// Bytecode that is meant to hurt: noise, containers of ours with bytes changed, and code that verifies but means nothing.
import { Chunk, type ChunkParts, type Constant } from '../src/bytecode/chunk.ts';
import { disassemble } from '../src/bytecode/disassemble.ts';
import { NonLocalReturn } from '../src/bytecode/home.ts';
import { OPCODES, type Opcode, popsOf } from '../src/bytecode/opcodes.ts';
import { read } from '../src/bytecode/read.ts';
import { verify } from '../src/bytecode/verify.ts';
import { BytecodeBlock } from '../src/bytecode/vm.ts';
import { LocalCell } from '../src/bytecode/cell.ts';
import { write } from '../src/bytecode/write.ts';
import { TrashError } from '../src/values/trash-error.ts';
import type { Value } from '../src/values/value.ts';
import { assemble, compiled, type Instruction, TestHost } from './bytecode-host.ts';
import { assign, attempt, binary, block, interpolated, leave, list } from './bytecode-tree.ts';
import { postfix, self, send, text, tree } from './bytecode-tree.ts';

export type Random = (below: number) => number;

/** mulberry32 */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const pick = <T>(random: Random, items: readonly T[]): T => items[random(items.length)] as T;
const bytesBy = (random: Random, length: number) => Uint8Array.from({ length }, () => random(256));

const SELECTORS = ['m', 'm_', 'value', 'valueWith_', 'isEmpty', 'do:', 'collect:'];
const TEXTS = ['', '0', '007', 'nil', 'true', '[1,["2"]]', '{"a":[]}', '^a(b|c)*$', '('];

export function noise(random: Random): Uint8Array {
  const header = [0x54, 0x54, 0x42, 0x43, 0, 1 + random(2), 0, random(8)];
  const code = [0, 0, 0, random(64)];
  return Uint8Array.from([...header, ...code, ...bytesBy(random, random(200))]);
}

/** A chunk whose code keeps the rules of the verifier, and nothing else. */
export function generated(random: Random, version: 1 | 2, nesting = 0): ChunkParts {
  const shape = { parameters: ['p', 'q'], localCount: 3 };
  const captures = Array.from({ length: 2 }, (_, at) => ({
    name: `c${at}`,
    source: pick(random, ['local', 'parameter', 'capture', 'ivar'] as const),
    slot: random(2),
  }));
  const constants: Constant[] = [pick(random, SELECTORS), pick(random, SELECTORS)];
  constants.push(pick(random, TEXTS), pick(random, TEXTS));
  if (version === 2) {
    constants.push(pick(random, [5, -1, 2.5, 2n ** 60n, null, NaN, 2 ** 53]), [1, ['a']], { a: 1 });
  }
  const plain = constants.length;
  if (nesting < 3) constants.push(new Chunk(generated(random, version, nesting + 1)));
  const code = new CodeByChance(random, { version, constants, plain }).finish();
  return { version, code, constants, ...shape, captures, debug: null };
}

class CodeByChance {
  readonly #code: Instruction[] = [];
  /** Of the stack, in front of each instruction. */
  readonly #depths: number[] = [];
  readonly #offsets: number[] = [];
  readonly #forward: { index: number; depth: number }[] = [];
  readonly #random: Random;
  readonly #pool: { version: 1 | 2; constants: readonly Constant[]; plain: number };
  #depth = 0;
  #offset = 0;

  constructor(
    random: Random,
    pool: { version: 1 | 2; constants: readonly Constant[]; plain: number },
  ) {
    this.#random = random;
    this.#pool = pool;
  }

  finish(): Uint8Array {
    const usable = OPCODES.filter(({ since, ends }) => since <= this.#pool.version && !ends);
    for (let left = this.#random(60); left > 0; left--) this.#step(pick(this.#random, usable));
    if (this.#depth > 0) this.#put('RETURN', []);
    else this.#put('RETURN_NIL', []);
    for (const { index, depth } of this.#forward) {
      this.#land(index);
      this.#depth = depth;
      this.#put('RETURN_NIL', []);
    }
    return assemble(this.#code);
  }

  #step(opcode: Opcode): void {
    const operands = opcode.operands.map((kind) => {
      if (kind === 'constant') return this.#random(this.#pool.plain);
      if (kind === 'name') return this.#random(2);
      if (kind === 'block') return this.#pool.plain;
      if (kind === 'local') return this.#random(3);
      return this.#random(2);
    });
    const isBlock = opcode.operands.includes('block');
    if (isBlock && this.#pool.constants.length === this.#pool.plain) return;
    if (popsOf(opcode, operands) > this.#depth) return;
    if (opcode.operands[0] === 'jump') this.#jump(opcode);
    else this.#put(opcode.name, operands);
    const landing = this.#forward.findIndex(({ depth }) => depth === this.#depth);
    if (landing >= 0 && this.#random(3) === 0) {
      this.#land(this.#forward.splice(landing, 1)[0]?.index ?? 0);
    }
  }

  /** Back to where the stack was as high, or on to where it will be. */
  #jump({ name, pops }: Opcode): void {
    const depth = this.#depth - pops;
    const targets = [...this.#depths.keys()].filter((index) => this.#depths[index] === depth);
    const back = targets.length > 0 && this.#random(3) === 0 ? pick(this.#random, targets) : null;
    const index = this.#code.length;
    if (back === null) {
      this.#put(name, [0]);
      this.#forward.push({ index, depth });
    } else {
      this.#put(name, [(this.#offsets[back] ?? 0) - this.#offset - 3]);
    }
  }

  #land(index: number): void {
    const [name] = this.#code[index] as [Opcode['name']];
    this.#code[index] = [name, this.#offset - (this.#offsets[index] ?? 0) - 3];
  }

  #put(name: Opcode['name'], operands: readonly number[]): void {
    const opcode = OPCODES.find((one) => one.name === name)!;
    this.#depths.push(this.#depth);
    this.#offsets.push(this.#offset);
    this.#code.push([name, ...operands]);
    this.#depth += opcode.pushes - popsOf(opcode, operands);
    this.#offset += assemble([[name, ...operands]]).length;
  }
}

/** Containers that verify, of both versions. */
function seeds(): Uint8Array[] {
  const counting = block('', assign('n', binary('n', '+', 1)));
  const whole = block(
    'x y | n i',
    assign('n', 0),
    postfix(1, 'to:do:', 5, block('k', assign('n', binary('n', '+', 'k')))),
    postfix(block('', binary('n', '<', 30)), 'whileTrue:', counting),
    postfix('x', 'ifTrue:ifFalse:', block('', leave('n')), block('', send(self, 'm_', 'y'))),
    attempt(block('', send('y', 'm')), block('e', interpolated('e: ', tree('e')))),
    postfix(list('x', text('a'), list('n')), 'do:', block('each', counting)),
    send(block('z', block('', binary('z', '*', 'outer'))), 'valueWith_', 2.5),
  );
  const chunk = compiled(whole, { locals: ['outer'] });
  const nested = new Chunk({ ...generated(randomFrom(1), 1, 2), version: 1 });
  return [write(chunk), write(compiled(counting, { locals: ['n'] })), write(nested)];
}

const SEEDS = seeds();

/** Bytes changed, cut out, doubled, or put in place of others. */
export function mutated(random: Random): Uint8Array {
  let bytes: number[] = [...pick(random, SEEDS)];
  for (let times = 1 + random(6); times > 0; times--) {
    const at = random(bytes.length + 1);
    const kind = random(6);
    if (kind === 0) bytes.splice(at, random(8));
    else if (kind === 1) bytes.splice(at, 0, ...bytes.slice(at, at + random(16)));
    else if (kind === 2) bytes.splice(at, 0, ...bytesBy(random, random(4)));
    else if (at < bytes.length) bytes[at] = pick(random, [0, 1, 2, 127, 255, random(256)]);
  }
  if (random(8) === 0) bytes = bytes.slice(0, random(bytes.length + 1));
  return Uint8Array.from(bytes);
}

const ARGUMENTS: readonly Value[] = [null, 0, 1, -7.5, '', '007', 'x', true, [1, '2'], { a: 1 }];

/** Reads, verifies, writes, shows and runs. false: refused. Anything but an error of the program is thrown. */
export function survives(random: Random, bytes: Uint8Array): boolean {
  try {
    const chunk = read(bytes);
    verify(chunk);
    const again = write(read(write(chunk)));
    if (again.join() !== write(chunk).join()) throw new Error('written differently');
    if (disassemble(chunk) === '') throw new Error('nothing to show');
    runs(random, chunk);
    return true;
  } catch (error) {
    if (error instanceof TrashError && error.type === 'BytecodeError') return false;
    throw error;
  }
}

/** Any result will do, and any error of the language; it ends within its steps. */
export function runs(random: Random, chunk: Chunk): void {
  const host = new TestHost();
  host.methods.set('m', () => pick(random, ARGUMENTS));
  host.methods.set('m_', ([first = null]) => host.send(first, 'valueWith_', [2]));
  const captures = chunk.captures.map(() => new LocalCell(pick(random, ARGUMENTS)));
  const block_ = new BytecodeBlock(chunk, { captures, host });
  try {
    block_.callWithin(3000, [pick(random, ARGUMENTS), pick(random, [...ARGUMENTS, block_])]);
  } catch (thrown) {
    if (!(thrown instanceof TrashError) && !(thrown instanceof NonLocalReturn)) throw thrown;
  }
}
