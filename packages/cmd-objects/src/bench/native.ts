// What messages from and to C cost, beside a function of C that is called in C: two plugins, compiled here and now.
import { join } from 'node:path';
import { Runtime } from '../runtime.ts';
import type { Value } from '../values/value.ts';
import { asBytecode, type Timed, timed } from './in-process.ts';
import { COUNTER, SENDER } from './native-plugins.ts';

export const NATIVE = {
  plain: 'a function of C, called in C',
  fromC: 'native method call, from C',
  fromTypeScript: 'native method call, from TypeScript',
  acrossPlugins: 'cross-plugin message',
  byName: 'cross-plugin message, to an id',
  block: 'block invocation, from C',
} as const;

export interface NativeTimed {
  readonly timed: readonly Timed[];
  /** Why there is nothing. */
  readonly missing: string | null;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, for plugins in C
const native = () => require('#native') as typeof import('#native');

export function nativeTimed(dir: string): NativeTimed {
  if (!('bun' in process.versions)) return { timed: [], missing: 'plugins in C, on Node' };
  try {
    return { timed: measured(dir), missing: null };
  } catch (error) {
    return { timed: [], missing: error instanceof Error ? error.message : String(error) };
  }
}

const LOOPS = 100_000;

/** Of one turn in a loop in C: what it takes to get there is not counted. */
function perTurn(name: string, run: (times: number) => Value): Timed {
  const { ns } = timed(name, () => run(LOOPS), 1);
  return { name, ns: ns / LOOPS };
}

function measured(dir: string): Timed[] {
  const { compileShared, header } = native();
  for (const [name, text] of [['BenchC', COUNTER] as const, ['BenchSender', SENDER] as const])
    compileShared({
      source: `${header()}\n${text}`,
      path: join(dir, `${name}.so`),
      environment: process.env,
    });
  const runtime = Runtime.open({
    database: ':memory:',
    classDirectories: [dir],
    environment: process.env,
  });
  try {
    const counter = runtime.send('BenchC', 'new');
    const sender = runtime.send('BenchSender', 'new');
    const loop = (selector: string, to: Value) => (times: number) =>
      runtime.send(sender, selector, to, times);
    return [
      perTurn(NATIVE.plain, (times) => runtime.send(counter, 'plain:', times)),
      perTurn(NATIVE.fromC, (times) => runtime.send(counter, 'own:', times)),
      timed(NATIVE.fromTypeScript, () => runtime.space.send(counter, 'increment')),
      perTurn(NATIVE.acrossPlugins, loop('to:times:', counter)),
      perTurn(NATIVE.byName, loop('named:times:', runtime.send(counter, 'id'))),
      perTurn(NATIVE.block, loop('block:times:', asBytecode(runtime))),
    ];
  } finally {
    runtime.close();
  }
}
