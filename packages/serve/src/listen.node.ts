// HTTP on Node.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Held, readAll } from './read-all.ts';
import { ownSocket } from './socket-file.ts';
import {
  type Address,
  type Answer,
  GRACE_MS,
  type Incoming,
  type Listen,
  type Reply,
  SILENCE,
  type StreamedReply,
} from './types.ts';
import { within } from './within.ts';

const textOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value;

/** Aborted when the connection ends before the answer is written. */
function hungUp(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

interface Exchange extends Incoming {
  /** Gives back what the request holds. */
  release: () => void;
}

function exchange(request: IncomingMessage, response: ServerResponse, held: Held): Exchange {
  let taken = 0;
  const body = (most: number): Promise<Uint8Array> => {
    // Left undestroyed, the connection can still carry the answer that it is too large.
    const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, undefined>;
    const read = async (): Promise<Uint8Array | undefined> => (await chunks.next()).value;
    const take = (bytes: number): void => {
      held.take(bytes, most);
      taken += bytes;
    };
    const length = request.headers['content-length'];
    // What is not read is thrown away by Node when the answer is written.
    return readAll({ read, cancel: () => undefined }, { most, length, take });
  };
  return {
    method: request.method ?? '',
    path: (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/',
    header: (name) => textOf(request.headers[name]),
    body,
    signal: hungUp(response),
    release: () => held.release(taken),
  };
}

async function send(
  { status, headers, body }: Reply | StreamedReply,
  to: ServerResponse,
  isHead: boolean,
) {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    to.writeHead(status, headers);
    // Where it fails the connection is ended, which is all that can still be said.
    return pipeline(Readable.from(body), to).catch(() => undefined);
  }
  const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  to.writeHead(status, { ...headers, ...length });
  to.end(isHead ? undefined : body);
}

function makeServer(answer: Answer): Server {
  const held = new Held();
  const server = createServer((request, response) => {
    const one = exchange(request, response, held);
    void Promise.resolve(answer(one)).then((reply) => {
      one.release();
      return send(reply, response, request.method === 'HEAD');
    });
  });
  server.setTimeout(SILENCE * 1000);
  // Who closes its half of the connection still waits for the answer. Not in the types.
  Object.assign(server, { httpAllowHalfOpen: true });
  return server;
}

async function closeOf(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await within(closed, GRACE_MS, () => server.closeAllConnections());
}

const listening = (server: Server, start: () => void): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    start();
  });

async function start(server: Server, address: Address): Promise<() => void> {
  if (!('socket' in address)) {
    await listening(server, () => server.listen(address.port, address.host));
    return () => undefined;
  }
  const owned = await ownSocket(address.socket);
  await listening(server, () => owned.privately(() => server.listen(address.socket)));
  return owned.remove;
}

export const listen: Listen = async (wanted, answer: Answer) => {
  const server = makeServer(answer);
  const remove = await start(server, wanted);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = async (): Promise<void> => {
    await closeOf(server);
    remove();
  };
  return { port, close };
};
