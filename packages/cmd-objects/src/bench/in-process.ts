// What a message costs within one process, beside a plain call of JavaScript.
import { compileBlock } from '../bytecode/compile.ts';
import { BytecodeBlock } from '../bytecode/vm.ts';
import { parseBody } from '#parser';
import type { Runtime } from '../runtime.ts';
import { blockFromText } from '../space/block-argument.ts';
import { blockHost } from '../space/block-host.ts';
import { openStream } from '../streams/open-stream.ts';
import type { StreamSink } from '../streams/source.ts';
import { Block } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import type { Value } from '../values/value.ts';

export interface Timed {
  readonly name: string;
  /** Nanoseconds of one, in the quickest batch. */
  readonly ns: number;
}

const BATCHES = 15;
const PER_BATCH = 100_000;

/** The quickest of several batches: what others did meanwhile is not its cost. */
export function timed(name: string, once: () => unknown, perBatch = PER_BATCH): Timed {
  let best = Infinity;
  for (let batch = 0; batch < BATCHES; batch++) {
    const start = performance.now();
    for (let index = 0; index < perBatch; index++) once();
    best = Math.min(best, performance.now() - start);
  }
  return { name, ns: (best / perBatch) * 1e6 };
}

const SOURCE = '[:x | x + 1]';

export function asBytecode({ space }: Runtime): Block {
  const [block] = parseBody(SOURCE).body.statements;
  if (block?.type !== 'block') throw new TrashError('SyntaxError', SOURCE);
  const result = compileBlock(block, {
    parameters: [],
    locals: [],
    instanceVars: [],
    classVars: [],
  });
  if ('reason' in result) throw new TrashError('BytecodeError', result.reason);
  return new BytecodeBlock(result.chunk, {
    captures: [],
    host: blockHost(space, { self: null, owner: null }),
  });
}

/** An event on its way to a block; and one that comes alone, for which the database is asked before and behind it. */
function ofStream(block: Block, { space }: Runtime): (() => Timed)[] {
  let sink: StreamSink | undefined;
  const nothing = (): void => undefined;
  openStream(
    space,
    (given) => {
      sink = given;
      return { pause: nothing, resume: nothing, cancel: nothing };
    },
    block,
  );
  return [
    () => timed('an event of a stream, to a block', () => sink?.event(7)),
    () =>
      timed(
        'an event of a stream that comes alone',
        () => {
          space.persistence.refresh();
          sink?.event(7);
          space.persistence.settle();
        },
        10_000,
      ),
  ];
}

/** All in memory: what is measured is the way to a method, not the disk. */
export async function inProcess(runtime: Runtime, stop: AbortSignal): Promise<Timed[]> {
  const { space } = runtime;
  const plain = { value: 0, increment: () => (plain.value += 1) };
  runtime.define({
    name: 'BenchCounter',
    superclass: 'Object',
    methods: { increment: (self) => ((self.slots[0] as number) += 1) },
    variables: { value: 0 },
  });
  const fast = runtime.send('BenchCounter', 'new');
  const counter = runtime.send('Counter', 'new');
  const closure = blockFromText(SOURCE, space) as Block;
  const bytecode = asBytecode(runtime);
  const seven: readonly Value[] = [7];
  const measurements = [
    () => timed('a method of JavaScript, called directly', () => plain.increment()),
    () => timed('pure TypeScript dispatch', () => space.send(fast, 'increment')),
    () => timed('Counter increment, as it is built in', () => space.send(counter, 'increment')),
    () => timed(`block ${SOURCE}`, () => closure.call(seven)),
    () => timed(`block ${SOURCE}, as bytecode`, () => bytecode.call(seven)),
    ...ofStream(closure, runtime),
    () => timed('a new object, with its row', () => space.send('Counter', 'new'), 1_000),
  ];
  const all: Timed[] = [];
  for (const measure of measurements) {
    all.push(measure());
    // Between two of them Ctrl-C is heard.
    await new Promise((resolve) => setImmediate(resolve));
    stop.throwIfAborted();
  }
  return all;
}
