// Callers who send too much, too deep, too slowly, or nothing at all, many at a time: a clear error, bounded memory, and
// answers for all others.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { until } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES } from './engines.ts';
import { MAP, WHATIF } from './protocol.ts';
import { type Asker, askerOf, memoryOf } from './served.ts';

const MESSAGE = {
  method: 'dispatch.whatif',
  params: { call: { symbol: 'collide', args: ['PlayerShip', 'Asteroid'] } },
};

/** Bytes that a server may hold at most, whatever comes: the engine itself, bodies of 64 MB, and what the two make of them. */
const MOST_MEMORY = 700 * 1024 * 1024;

const head = (length: number, type = 'application/json'): string =>
  `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;

interface Caller {
  socket: Socket;
  said: () => string;
}

async function callerAt(port: number): Promise<Caller> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (data: Buffer) => (said = (said + data.toString('latin1')).slice(0, 10_000)));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return { socket, said: () => said };
}

const callers = (port: number, count: number): Promise<Caller[]> =>
  Promise.all(Array.from({ length: count }, () => callerAt(port)));

const end = (all: Caller[]): void => {
  for (const { socket } of all) socket.destroy();
};

describe.each(ENGINES)('map serve on $name', (engine) => {
  let map: Asker;
  beforeAll(async () => {
    map = await askerOf(MAP, { engine });
  });
  afterAll(async () => {
    const { most } = memoryOf(map.served.pid);
    console.log(`${engine.name} held at most ${Math.round(most / 1024 / 1024)} MB`);
    await map.close();
  });

  const othersAreServed = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1)
      expect((await map.post(MESSAGE)).json()).toEqual(WHATIF);
  };

  const memoryIsBounded = (): void =>
    expect(memoryOf(map.served.pid).most).toBeLessThan(MOST_MEMORY);

  it.each(['application/json', 'application/cbor'])(
    '1,000,000 random bytes as %s',
    async (type) => {
      for (let turn = 0; turn < 20; turn += 1) {
        const asked = await map.post(randomBytes(1_000_000), { headers: { 'content-type': type } });
        expect(asked.status).toBe(400);
        expect(asked.json<{ error: { code: number; data: { at: object } } }>().error).toMatchObject(
          {
            code: -32700,
            data: { at: expect.anything() as object },
          },
        );
      }
      await othersAreServed();
      memoryIsBounded();
    },
  );

  it.each([
    ['JSON', 'application/json', '['],
    ['JSON objects', 'application/json', '{"a":'],
    ['CBOR', 'application/cbor', '\u0081'],
    ['CBOR tags', 'application/cbor', '\u00d9\u0001\u0000'],
  ])('4 MB of nesting in %s', async (_name, type, one) => {
    const body = Buffer.from(one.repeat(4_000_000 / one.length), 'latin1');
    const asked = await map.post(body, { headers: { 'content-type': type } });
    expect(asked.status).toBe(400);
    expect(new TextDecoder().decode(asked.bytes)).toContain('nested more than 128 deep');
    await othersAreServed();
  });

  it('a batch of 10,000 is answered, of more it is not, and others are served meanwhile', async () => {
    const batch = Array.from({ length: 10_000 }, () => MESSAGE);
    const order: string[] = [];
    const large = map.post(batch).then((asked) => {
      order.push('batch');
      return asked;
    });
    // Sent behind it, on a connection of its own.
    const [caller] = await callers(map.served.port, 1);
    const text = JSON.stringify(MESSAGE);
    caller?.socket.write(`${head(text.length)}${text}`);
    await until(() => caller?.said().includes('"exact_match"'), 'the answer of the other');
    order.push('other');
    expect((await large).json<unknown[]>()).toHaveLength(10_000);
    expect(order).toEqual(['other', 'batch']);
    if (caller) end([caller]);
    const larger = await map.post(Array.from({ length: 10_001 }, () => 1));
    expect(new TextDecoder().decode(larger.bytes)).toContain('the limit is 10000');
    const empty = await map.post(new TextEncoder().encode(`[${'1,'.repeat(1_900_000)}1]`));
    expect(new TextDecoder().decode(empty.bytes)).toContain('the limit is 10000');
    await othersAreServed();
    memoryIsBounded();
  });

  it('500 connections at once, all of which ask', async () => {
    const all = await callers(map.served.port, 500);
    const text = JSON.stringify(MESSAGE);
    for (const { socket } of all) socket.write(`${head(text.length)}${text}`);
    await until(() => all.every(({ said }) => said().includes('"exact_match"')), 'all answers', 60);
    end(all);
    await othersAreServed();
    memoryIsBounded();
  });

  it('500 that are slow: in their headers, in their bodies, or silent', async () => {
    const all = await callers(map.served.port, 500);
    for (const [at, { socket }] of all.entries()) {
      if (at % 3 === 0) socket.write('POST / HTTP/1.1\r\nHost: local');
      if (at % 3 === 1) socket.write(`${head(1000)}{"method":`);
    }
    await othersAreServed();
    end(all);
    await othersAreServed();
    memoryIsBounded();
  });

  it('500 that close one half of their connection, or break off', async () => {
    const all = await callers(map.served.port, 500);
    const text = JSON.stringify(MESSAGE);
    for (const [at, { socket }] of all.entries()) {
      socket.write(`${head(text.length)}${at % 2 ? text : text.slice(0, 20)}`);
      if (at % 3) socket.end();
      else socket.destroy();
    }
    await othersAreServed();
    end(all);
    memoryIsBounded();
  });

  it('200 with almost 4 MB each, none of which is sent to its end', async () => {
    const all = await callers(map.served.port, 200);
    const large = Buffer.alloc(4_000_000, 32);
    for (const { socket } of all) {
      socket.write(head(4_100_000));
      socket.write(large);
    }
    const isRefused = ({ said, socket }: Caller): boolean =>
      said().includes(' 503 ') || socket.destroyed;
    await until(() => all.some(isRefused), 'the first to be refused', 60);
    await othersAreServed();
    end(all);
    await othersAreServed();
    memoryIsBounded();
  });

  it('100 whose bodies have no end', async () => {
    const all = await callers(map.served.port, 100);
    const chunk = Buffer.from(`${(65_536).toString(16)}\r\n${' '.repeat(65_536)}\r\n`);
    const pour = (socket: Socket): void => {
      while (!socket.destroyed && socket.writable) if (!socket.write(chunk)) break;
      if (!socket.destroyed) socket.once('drain', () => pour(socket));
    };
    for (const { socket } of all) {
      socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
      pour(socket);
    }
    const isRefused = ({ said, socket }: Caller): boolean =>
      / (413|503) /.test(said()) || socket.destroyed;
    await until(() => all.every(isRefused), 'all to be refused', 90);
    await othersAreServed();
    end(all);
    memoryIsBounded();
  });

  it('100 that do not read their answers', async () => {
    const all = await callers(map.served.port, 100);
    const text = JSON.stringify(Array.from({ length: 2000 }, () => MESSAGE));
    for (const { socket } of all) {
      socket.pause();
      socket.write(`${head(text.length)}${text}`);
    }
    await othersAreServed();
    end(all);
    await othersAreServed();
    memoryIsBounded();
  });
});
