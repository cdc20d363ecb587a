// HTTP on Bun by its own server: three times the requests of its node:http.
import { Held, inTime, readAll } from './read-all.ts';
import { ownSocket } from './socket-file.ts';
import {
  type Answer,
  GRACE_MS,
  type Incoming,
  type Listen,
  type Reply,
  SILENCE,
  type StreamedReply,
} from './types.ts';
import { within } from './within.ts';

/** A body of so few bytes is not counted. */
const SMALL = 64 * 1024;

/** `http://host/path?query` */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const end = url.search(/[?#]/);
  return start === -1 ? '/' : url.slice(start, end === -1 ? undefined : end);
}

/** One request: what it holds is given back when it is answered. */
class Exchange implements Incoming {
  readonly method: string;
  readonly path: string;
  readonly #request: Request;
  readonly #held: Held;
  #taken = 0;

  constructor(request: Request, held: Held) {
    this.#request = request;
    this.#held = held;
    this.method = request.method;
    this.path = pathOf(request.url);
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  header = (name: string): string | undefined => this.#request.headers.get(name) ?? undefined;

  body = (most: number): Promise<Uint8Array> => {
    const length = this.#request.headers.get('content-length');
    // What nearly all requests are. To touch `body` makes a stream, which costs a seventh of a request.
    if (length !== null && Number(length) <= Math.min(SMALL, most))
      return inTime(this.#request.bytes());
    const { body } = this.#request;
    if (!body) return Promise.resolve(new Uint8Array());
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    const read = async (): Promise<Uint8Array | undefined> => (await reader.read()).value;
    const cancel = (): void => void reader.cancel().catch(() => undefined);
    const take = (bytes: number): void => {
      this.#held.take(bytes, most);
      this.#taken += bytes;
    };
    return readAll({ read, cancel }, { most, length, take });
  };

  release(): void {
    if (this.#taken > 0) this.#held.release(this.#taken);
  }
}

/** Asked for the next piece only when there is room for it. */
function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(piece.value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

const NO_CONTENT = 204;

function toResponse({ status, headers, body }: Reply | StreamedReply): Response {
  if (status === NO_CONTENT) return new Response(null, { status, headers });
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  return new Response(isWhole ? body : streamOf(body), { status, headers });
}

export const listen: Listen = async (address, answer: Answer) => {
  const held = new Held();
  const fetch = async (request: Request): Promise<Response> => {
    const exchange = new Exchange(request, held);
    try {
      return toResponse(await answer(exchange));
    } finally {
      exchange.release();
    }
  };
  if ('socket' in address) {
    const owned = await ownSocket(address.socket);
    const server = owned.privately(() => Bun.serve({ unix: address.socket, fetch }));
    const close = async (): Promise<void> => {
      await within(server.stop(), GRACE_MS, () => void server.stop(true));
      owned.remove();
    };
    return { port: 0, close };
  }
  const { host: hostname, port } = address;
  const server = Bun.serve({ hostname, port, idleTimeout: SILENCE, fetch });
  const close = (): Promise<void> => within(server.stop(), GRACE_MS, () => void server.stop(true));
  return { port: server.port ?? port, close };
};
