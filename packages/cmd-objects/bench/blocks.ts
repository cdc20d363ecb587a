// What a call of a block costs beside a closure in JavaScript that does the same. Absolute times: for a reader.
import { performance } from 'node:perf_hooks';
import { read } from '../src/bytecode/read.ts';
import { verify } from '../src/bytecode/verify.ts';
import { write } from '../src/bytecode/write.ts';
import { LocalCell } from '../src/bytecode/cell.ts';
import { FunctionBlock } from '../src/values/block.ts';
import type { Value } from '../src/values/value.ts';
import { compiled, ready, TestHost } from '../test/bytecode-host.ts';
import { assign, binary, block, postfix, self, send } from '../test/bytecode-tree.ts';

const ROUNDS = 15;

type Body = (count: number) => void;

/** Nanoseconds for one of `count`: the median of rounds that take turns. */
function paired(count: number, ...bodies: Body[]): number[] {
  const times = bodies.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, body] of bodies.entries()) {
      const started = performance.now();
      body(count);
      times[index]?.push(((performance.now() - started) / count) * 1e6);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0);
}

const shown = (ns = 0) => (ns < 1000 ? `${ns.toFixed(1)} ns` : `${(ns / 1000).toFixed(1)} us`);

function row(name: string, [ours, closure, wrapped]: number[], aim = ''): void {
  const plain = closure === undefined ? '' : `, a closure ${shown(closure)}`;
  const beside = wrapped === undefined ? plain : `${plain}, as a FunctionBlock ${shown(wrapped)}`;
  console.log(`  ${name.padEnd(36)} ${shown(ours)}${beside}${aim}`);
}

/** Where results go, so that no engine leaves out what nobody reads. */
export let sink: Value = 0;

const calling =
  (call: (args: readonly Value[]) => Value, from: Value = 0): Body =>
  (count) => {
    let value = from;
    for (let at = 0; at < count; at++) value = call([value]);
    sink = value;
  };

console.log(
  `blocks on ${process.versions.bun ? `Bun ${process.versions.bun}` : `Node ${process.version}`}`,
);

// Two, in turns: one alone would be put in the place of its call.
const closures = [(x: Value) => (x as number) + 1, (x: Value) => (x as number) + 2];
const plain: Body = (count) => {
  let value: Value = 0;
  for (let at = 0; at < count; at++) value = closures[at & 1]?.(value) ?? null;
  sink = value;
};
const increment = ready(block('x', binary('x', '+', 1)));
const wrapped = new FunctionBlock((x) => (x as number) + 1, ['x']);
row(
  '[:x | x + 1]',
  paired(
    300_000,
    calling((args) => increment.call(args)),
    plain,
    calling((args) => wrapped.call(args)),
  ),
  ' (aim 50 ns)',
);

const add = block('k', assign('sum', binary('sum', '+', 'k')));
const sum = ready(block('n | sum', assign('sum', 0), postfix(1, 'to:do:', 'n', add), 'sum'));
const sumClosure = new FunctionBlock(
  (n) => {
    let total = 0;
    for (let k = 1; k <= (n as number); k++) total += k;
    return total;
  },
  ['n'],
);
const THOUSAND: readonly Value[] = [1000];
row(
  'sum of 1 to 1000',
  paired(
    300,
    calling(() => sum.call(THOUSAND)),
    calling(() => sumClosure.call(THOUSAND)),
  ),
);

const cell = new LocalCell(0);
const counting = ready(block('', assign('n', binary('n', '+', 1))), { cells: { n: cell } });
row(
  '[n := n + 1], captured',
  paired(
    300_000,
    calling(() => counting.call([])),
  ),
);

const host = new TestHost();
host.send = (_receiver, _selector, args) => args[0] ?? null;
const sending = ready(block('x', send(self, 'echo_', 'x')), { host });
row(
  '[:x | @ self echo: x]',
  paired(
    300_000,
    calling((args) => sending.call(args)),
  ),
);

const making = ready(block('n', block('x', binary('x', '+', 'n'))));
row(
  'makes a block that captures',
  paired(
    100_000,
    calling(() => making.call([1])),
  ),
);

const step = block('', assign('i', binary('i', '+', 1)));
const source = block('n | i', assign('i', 0), postfix('n', 'timesRepeat:', step), 'i');
const bytes = write(compiled(source));
row(
  'compiles a loop of 4 statements',
  paired(2000, (count) => {
    for (let at = 0; at < count; at++) sink = compiled(source).localCount;
  }),
);
row(
  'reads and verifies it',
  paired(2000, (count) => {
    for (let at = 0; at < count; at++) verify(read(bytes));
  }),
);
