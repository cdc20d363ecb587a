// What the test of GrpcClient starts on Bun: an object space, and one thing that a program does with a stream.
import * as grpc from '@grpc/grpc-js';
import * as protoLoader from '@grpc/proto-loader';
import { type Block, grpcClient, Instance, Runtime, TrashError } from '../../src/index.ts';
import { openBridge } from '../../src/bridge/open-bridge.ts';
import { PROTO } from './server.ts';

const [, , address = '', scenario = '', classes = ''] = process.argv;

const runtime = Runtime.open({
  database: ':memory:',
  classDirectories: classes === '' ? [] : [classes],
  openBridge: (env) => openBridge({ env: { ...env } }),
});
runtime.define(grpcClient({ grpc, protoLoader }));

const client = runtime.send('GrpcClient', 'address:proto:', address, PROTO);
const METHOD = 'events.Events/Watch';
const ask = (stream: Instance, selector: string) => runtime.send(stream, selector);
const push = (payload: object, block: Block) =>
  runtime.send(
    client,
    'serverStream:payload:do:',
    METHOD,
    JSON.stringify(payload),
    block,
  ) as Instance;
const pull = (payload: object) =>
  runtime.send(client, 'serverStream:payload:', METHOD, JSON.stringify(payload)) as Instance;

/** Turns of the event loop, until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((go) => setTimeout(go, 1));
}

const over = (stream: Instance) => until(() => ask(stream, 'isOpen') === false);

const told = (stream: Instance, more: object = {}) => ({
  state: ask(stream, 'state'),
  error: ask(stream, 'error'),
  count: ask(stream, 'count'),
  ...more,
});

function errorOf(work: () => unknown): string {
  try {
    work();
    return '';
  } catch (error) {
    return error instanceof TrashError ? `${error.type}: ${error.message}` : String(error);
  }
}

const SCENARIOS: Record<string, () => Promise<object>> = {
  async push() {
    const seen: unknown[] = [];
    const stream = push(
      { count: 3 },
      runtime.block((event) => void seen.push(event) as never),
    );
    const before = ask(stream, 'count');
    await over(stream);
    return told(stream, { seen, before });
  },
  async pull() {
    const stream = pull({ count: 200 });
    const first = ask(stream, 'next');
    const numbers: unknown[] = [];
    await until(() => {
      for (let event = ask(stream, 'next'); event !== null; event = ask(stream, 'next'))
        numbers.push((JSON.parse(event as string) as { number: string }).number);
      return ask(stream, 'atEnd') === true;
    });
    return told(stream, { first, length: numbers.length, last: numbers.at(-1) });
  },
  async fails() {
    const stream = push(
      { fail_after: 2 },
      runtime.block(() => null),
    );
    await over(stream);
    const pulled = pull({ fail_after: 2 });
    await over(pulled);
    const next = [ask(pulled, 'next'), ask(pulled, 'next')];
    return told(stream, { next, then: errorOf(() => ask(pulled, 'next')) });
  },
  async cancel() {
    const stream: Instance = push(
      {},
      runtime.block(() => {
        if (ask(stream, 'count') === 10) ask(stream, 'cancel');
        return null;
      }),
    );
    await over(stream);
    return told(stream);
  },
  async deadline() {
    runtime.send(client, 'setDeadline:', 200);
    const stream = pull({});
    await over(stream);
    return { state: ask(stream, 'state'), error: ask(stream, 'error') };
  },
  async block() {
    const stream = push(
      {},
      runtime.block((event) => runtime.send(event, 'nope')),
    );
    await over(stream);
    return told(stream);
  },
  /** Ends when the server is killed: its parent does that when it has read `ready`. */
  async death() {
    const stream = push(
      {},
      runtime.block(() => null),
    );
    await until(() => (ask(stream, 'count') as number) > 10);
    process.stdout.write('ready\n');
    await over(stream);
    return { state: ask(stream, 'state'), error: ask(stream, 'error') };
  },
  /** Nobody asks for events: the server must stop writing. Its parent looks, and then closes stdin. */
  async pressure() {
    const stream = pull({});
    await until(() => (ask(stream, 'count') as number) >= 64);
    process.stdout.write('ready\n');
    await new Promise((go) => process.stdin.once('data', go));
    const kept = ask(stream, 'count') as number;
    for (let event = 0; event < kept; event++) ask(stream, 'next');
    await until(() => (ask(stream, 'count') as number) > kept);
    ask(stream, 'cancel');
    return { kept };
  },
  mistakes() {
    const call = (method: string, payload: unknown) =>
      errorOf(() => runtime.send(client, 'serverStream:payload:', method, payload as string));
    const other = runtime.send('GrpcClient', 'address:proto:', address, '/nowhere.proto');
    return Promise.resolve([
      call('events.Events/Nope', '{}'),
      call('events.Events/Once', '{}'),
      call(METHOD, 'not JSON'),
      errorOf(() => runtime.send(other, 'serverStream:payload:', METHOD, '{}')),
    ]);
  },
  async unreachable() {
    const far = runtime.send('GrpcClient', 'address:proto:', '127.0.0.1:1', PROTO);
    const stream = runtime.send(far, 'serverStream:payload:', METHOD, '{}') as Instance;
    await over(stream);
    return { state: ask(stream, 'state'), error: ask(stream, 'error') };
  },
  /** The chain: GrpcClient, Event, EventDispatcher, a block. */
  async chain() {
    const log: unknown[] = [];
    const dispatcher = runtime.send('EventDispatcher', 'new') as Instance;
    runtime.send(
      dispatcher,
      'on:do:',
      'keypress',
      runtime.block((event) => void log.push(event) as never),
    );
    const stream = runtime.send(dispatcher, 'watch:', client) as Instance;
    await over(stream);
    const kinds = log.map((event) => runtime.send(event as Instance, 'getKind'));
    return { kinds, handled: runtime.send(dispatcher, 'getHandled'), state: ask(stream, 'state') };
  },
};

const result = await SCENARIOS[scenario]?.();
runtime.close();
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
