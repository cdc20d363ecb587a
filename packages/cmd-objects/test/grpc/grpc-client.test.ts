// GrpcClient against a real gRPC server: events, errors, cancelling, deadlines, a server that dies, one that is too fast.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bunPath } from '@rhachet/build';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EventServer, startServer } from './server.ts';

const classes = mkdtempSync(join(tmpdir(), 'rhachet-grpc-'));
writeFileSync(
  join(classes, 'Yutani__Event.trash'),
  `package: Yutani
Event subclass: Object
  instanceVars: kind number
  classMethod: fromJson: json [
    | event |
    event := @ self new.
    @ event setKind: (json objectAt: 'kind'); setNumber: (json objectAt: 'number').
    ^ event
  ]
`,
);
writeFileSync(
  join(classes, 'EventDispatcher.trash'),
  `EventDispatcher subclass: Object
  instanceVars: kind handler handled:0
  method: on: aKind do: aBlock [ kind := aKind. handler := aBlock ]
  method: watch: client [
    ^ @ client serverStream: 'events.Events/Watch' payload: '{"count":9}' do: [:json |
      @ self dispatch: (@ Yutani::Event fromJson: json)
    ]
  ]
  method: dispatch: event [
    handled := handled + 1.
    ((@ event getKind) = kind) ifTrue: [ @ handler valueWith: event ]
  ]
`,
);

let server: EventServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => {
  server.kill();
  rmSync(classes, { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  /** The next line that it prints. */
  readonly line: () => Promise<string>;
}

function start(scenario: string, address = server.address): Running {
  const script = join(import.meta.dirname, 'client-process.ts');
  const child = spawn(
    bunPath(),
    ['--conditions=@rhachet/source', script, address, scenario, classes],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, line: async () => String((await lines.next()).value) };
}

const ask = async (scenario: string): Promise<unknown> => JSON.parse(await start(scenario).line());

it('each event is the JSON of a message, for a block', async () => {
  expect(await ask('push')).toEqual({
    state: 'ended',
    error: '',
    count: 3,
    // Nothing comes before the message that opened it is answered.
    before: 0,
    seen: [
      '{"number":"1","kind":"click"}',
      '{"number":"2","kind":"move"}',
      '{"number":"3","kind":"keypress"}',
    ],
  });
});

it('or they are asked for, none is lost', async () => {
  expect(await ask('pull')).toEqual({
    state: 'ended',
    error: '',
    count: 200,
    first: null,
    length: 200,
    last: '200',
  });
});

it('an error of the server comes behind its last event', async () => {
  expect(await ask('fails')).toEqual({
    state: 'failed',
    error: 'GrpcError: DATA_LOSS: the disk is gone',
    count: 2,
    next: ['{"number":"1","kind":"click"}', '{"number":"2","kind":"move"}'],
    then: 'GrpcError: DATA_LOSS: the disk is gone',
  });
});

it('cancel is told to the server, and nothing comes behind it', async () => {
  const before = server.cancelled();
  expect(await ask('cancel')).toEqual({ state: 'cancelled', error: '', count: 10 });
  await expect.poll(() => server.cancelled(), { timeout: 20_000 }).toBe(before + 1);
});

it('a deadline ends it', async () => {
  expect(await ask('deadline')).toEqual({
    state: 'failed',
    error: expect.stringMatching(/^GrpcError: DEADLINE_EXCEEDED/) as string,
  });
});

it('an error in the block ends it', async () => {
  expect(await ask('block')).toMatchObject({
    state: 'failed',
    error: expect.stringMatching(/^InvalidReceiver: /) as string,
    count: 1,
  });
});

it('a server that does not read its mistakes: none of these opens a stream', async () => {
  expect(await ask('mistakes')).toEqual([
    expect.stringMatching(
      /^NotFound: there is no events.Events\/Nope in .*: it has events.Events\/Watch, events.Events\/Once$/,
    ),
    'InvalidArgument: events.Events/Once does not answer one request with a stream',
    "TypeError: 'not JSON' is not a dictionary",
    expect.stringMatching(/^FileError: cannot read \/nowhere.proto: /),
  ]);
});

it('nobody there', async () => {
  expect(await ask('unreachable')).toEqual({
    state: 'failed',
    error: expect.stringMatching(/^GrpcError: UNAVAILABLE: /) as string,
  });
});

it('a server that dies ends it', async () => {
  const mortal = await startServer();
  const { line } = start('death', mortal.address);
  expect(await line()).toBe('ready');
  mortal.kill();
  expect(JSON.parse(await line())).toEqual({
    state: 'failed',
    error: expect.stringMatching(/^GrpcError: (UNAVAILABLE|CANCELLED|INTERNAL)/) as string,
  });
});

it('a server that is faster than who asks has to wait', async () => {
  const fast = await startServer();
  const { child, line } = start('pressure', fast.address);
  expect(await line()).toBe('ready');
  // It writes until everything in between is full, and then no more.
  let last = -1;
  await expect
    .poll(
      () => {
        const isStill = fast.written() === last;
        last = fast.written();
        return isStill;
      },
      { interval: 200, timeout: 30_000 },
    )
    .toBe(true);
  child.stdin?.end('go on\n');
  const { kept } = JSON.parse(await line()) as { kept: number };
  expect(kept).toBeLessThan(last);
  expect(fast.written()).toBeGreaterThanOrEqual(last);
  fast.kill();
});

it('the chain: GrpcClient, Event, EventDispatcher, a block', async () => {
  expect(await ask('chain')).toEqual({
    kinds: ['keypress', 'keypress', 'keypress'],
    handled: 9,
    state: 'ended',
  });
});
