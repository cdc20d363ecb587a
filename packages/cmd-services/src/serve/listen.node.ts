// HTTP on Node.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readAll } from './read-all.ts';
import type { Answer, Incoming, Listen } from './types.ts';

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

const incoming = (request: IncomingMessage, response: ServerResponse): Incoming => ({
  method: request.method ?? '',
  path: (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/',
  header: (name) => textOf(request.headers[name]),
  body: (most) =>
    // Left undestroyed, the connection can still carry the answer that it is too large.
    readAll(request.iterator({ destroyOnReturn: false }), {
      most,
      length: request.headers['content-length'],
    }),
  signal: hungUp(response),
});

export const listen: Listen = ({ host, port }, answer: Answer) => {
  const server = createServer((request, response) => {
    void answer(incoming(request, response)).then(({ status, headers, body }) => {
      if (typeof body !== 'string') {
        response.writeHead(status, headers);
        // Where it fails the connection is ended, which is all that can still be said.
        return pipeline(Readable.from(body), response).catch(() => undefined);
      }
      const length = String(Buffer.byteLength(body));
      response.writeHead(status, { ...headers, 'content-length': length });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : port, close });
    });
  });
};
