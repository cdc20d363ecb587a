// A service that fails in every way in which services fail. Real sockets on loopback.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Hit {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface FaultServer {
  port: number;
  /** The URL of a fault: `/status/404`, `/flaky/2/503`, … */
  url: (path: string) => string;
  /** The requests that arrived at `path`, in order. */
  hits: (path: string) => Hit[];
  /** Connections that were opened, with a request or not. */
  connections: () => number;
  close: () => Promise<void>;
}

type Fault = (context: {
  request: IncomingMessage;
  response: ServerResponse;
  /** Parts of the path after the name. */
  words: string[];
  query: URLSearchParams;
  /** How many requests came to this path, this one included. */
  count: number;
  body: string;
}) => void;

const json = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
};

const MIB = 1024 * 1024;

const FAULTS: Record<string, Fault> = {
  ok: ({ response }) => json(response, 200, { success: true }),
  echo: ({ request, response, body }) =>
    json(response, 200, { headers: request.headers, method: request.method, body }),
  /** All that came, as text, a few bytes at a time. */
  mirror: ({ request, response, words: [status], body }) => {
    response.writeHead(Number(status), { 'content-type': 'text/plain' });
    const text = Buffer.from(`${Object.values(request.headers).join('\n')}\n${body}`);
    for (let at = 0; at < text.length; at += 5) response.write(text.subarray(at, at + 5));
    response.end();
  },
  status: ({ response, words }) => json(response, Number(words[0]), { status: Number(words[0]) }),
  /** The first `n` times a status, then 200. */
  flaky: ({ response, words: [n, status], count }) =>
    json(response, count <= Number(n) ? Number(status) : 200, { count }),
  /** 429, or another status, with Retry-After: the first `n` times. */
  busy: ({ response, words: [n, status], count, query }) => {
    response.setHeader('retry-after', query.get('after') ?? '1');
    json(response, count <= Number(n) ? Number(status) : 200, { count });
  },
  reset: ({ request }) => void request.socket.resetAndDestroy(),
  hangup: ({ request }) => void request.socket.destroy(),
  hang: () => undefined,
  /** Headers and half of the body, then nothing. */
  stall: ({ response, query }) => {
    response.writeHead(200, { 'content-type': query.get('type') ?? 'application/json' });
    response.write('{"half":');
  },
  /** Half of the body, then the connection ends. */
  cut: ({ request, response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"half":', () => request.socket.destroy());
  },
  redirect: ({ response, words: [status], query }) => {
    response.writeHead(Number(status), { location: query.get('to') ?? '' });
    response.end();
  },
  large: ({ response, words: [mib], query }) => {
    const bytes = Number(mib) * MIB;
    const declared = query.has('declared') ? { 'content-length': String(bytes) } : {};
    response.writeHead(200, { 'content-type': 'text/plain', ...declared });
    for (let sent = 0; sent < bytes; sent += MIB) response.write(Buffer.alloc(MIB, 'x'));
    response.end();
  },
  badjson: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end('{"half":');
  },
  deep: ({ response, words: [depth] }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('['.repeat(Number(depth)) + ']'.repeat(Number(depth)));
  },
  text: ({ response, query }) => {
    response.writeHead(200, { 'content-type': query.get('type') ?? 'text/plain' });
    response.end(query.get('say') ?? 'hello');
  },
  empty: ({ response }) => {
    response.writeHead(204);
    response.end();
  },
  /** One part of the body every `ms`. */
  drip: ({ response, words: [parts, ms] }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let left = Number(parts);
    const timer = setInterval(() => {
      response.write(`data: ${left}\n\n`);
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      response.end();
    }, Number(ms));
    response.once('close', () => clearInterval(timer));
  },
  /** Answers after `ms`. */
  slow: ({ response, words: [ms] }) =>
    void setTimeout(() => json(response, 200, { slow: true }), Number(ms)),
  /** Only to the method that it names. */
  only: ({ request, response, words: [method] }) => {
    if (request.method === method) json(response, 200, {});
    else request.socket.destroy();
  },
};

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function answer(hits: Map<string, Hit[]>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const body = await readBody(request);
    const seen = hits.get(pathname) ?? [];
    hits.set(pathname, seen);
    const headers = request.headers as Record<string, string>;
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers, body });
    const [name = '', ...words] = pathname.slice(1).split('/');
    const fault = FAULTS[name];
    if (!fault) throw new Error(`no fault is called ${name}`);
    fault({ request, response, words, query: searchParams, count: seen.length, body });
  };
}

async function listen(server: Server, scheme: string): Promise<FaultServer> {
  const hits = new Map<string, Hit[]>();
  const sockets = new Set<net.Socket>();
  let connections = 0;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    answer(hits)(request, response).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket: net.Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (path) => `${scheme}://127.0.0.1:${port}${path}`,
    hits: (path) => hits.get(path) ?? [],
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export const startFaultServer = (): Promise<FaultServer> => listen(createServer(), 'http');

export interface SecureFaultServer extends FaultServer {
  /** The path of its certificate. */
  certificate: string;
}

/** Speaks TLS with a certificate that nobody has signed, for `localhost`, `secure.test` and 127.0.0.1. */
export async function startSecureFaultServer(): Promise<SecureFaultServer> {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-tls-'));
  const key = join(dir, 'key.pem');
  const certificate = join(dir, 'cert.pem');
  const names = 'subjectAltName=DNS:localhost,DNS:secure.test,IP:127.0.0.1';
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext ${names}`
      .split(' ')
      .concat(['-keyout', key, '-out', certificate]),
    { stdio: 'ignore' },
  );
  const server = createSecure({ key: readFileSync(key), cert: readFileSync(certificate) });
  const started = await listen(server, 'https');
  return {
    ...started,
    certificate,
    close: async () => {
      await started.close();
      rmSync(dir, { recursive: true });
    },
  };
}

/** A port at which nothing listens. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A TCP server that does with each connection what it is told. */
export async function startRaw(
  onConnection: (socket: net.Socket) => void,
): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

const STOPPED = `
  const s = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    console.log(s.address().port); process.kill(process.pid, 'SIGSTOP');
  });`;

/** A port that swallows connections: its process is stopped and its queue is full, so the kernel drops what comes. */
export async function startBlackHole(): Promise<{ port: number; close: () => void }> {
  const child = spawn(process.execPath, ['-e', STOPPED], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(Number(String(data))));
    child.once('error', reject);
  });
  const queued: net.Socket[] = [];
  // Linux lets one more than the backlog in; the third is never answered.
  for (let n = 0; n < 2; n += 1) {
    const socket = net.connect(port, '127.0.0.1').on('error', () => undefined);
    queued.push(socket);
    await new Promise((resolve) => socket.once('connect', resolve));
  }
  return {
    port,
    close: () => {
      for (const socket of queued) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}
