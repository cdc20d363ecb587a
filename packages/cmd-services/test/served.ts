// `routes serve` in a process of its own, on either engine, and a service that it calls.
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '@rhachet/testing';
import type { Engine } from './engines.ts';

export interface Served {
  url: string;
  stderr: () => string;
  kill: (signal: NodeJS.Signals) => void;
  /** How the program ended, in the words of a shell. */
  ended: Promise<number>;
}

const NUMBERS: Record<string, number> = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

export async function startServe(
  { words }: Engine,
  { cwd, args = [], env = {} }: { cwd: string; args?: string[]; env?: Record<string, string> },
): Promise<Served> {
  const [program = '', ...rest] = words('program.ts');
  const child = spawn(program, [...rest, 'routes', 'serve', ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<number>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? 128 + (NUMBERS[signal ?? ''] ?? 0)));
  });
  const said = (): string | undefined => /listening on (\S+),/.exec(stdout)?.[1];
  const isOver = ended.then(() => 'over' as const);
  const url = await Promise.race([until(said, 'the address of the server', 60), isOver]);
  if (url === 'over') throw new Error(`routes serve ended: ${stderr}`);
  return { url, stderr: () => stderr, kill: (signal) => child.kill(signal), ended };
}

export interface Asked {
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

export interface ServiceUnderTest {
  url: string;
  asked: Asked[];
  /** How the next requests are answered. */
  answer: (reply: (asked: Asked, response: ServerResponse) => void) => void;
  close: () => Promise<void>;
}

/** Answers every request with `{ "echo": its body }` until told otherwise. */
export async function startService(): Promise<ServiceUnderTest> {
  const asked: Asked[] = [];
  let reply = ({ body }: Asked, response: ServerResponse): void => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ echo: body }));
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (data: Buffer) => (text += data.toString()));
    request.on('end', () => {
      const body = text === '' ? undefined : (JSON.parse(text) as unknown);
      const one = { path: request.url ?? '', headers: request.headers, body };
      asked.push(one);
      reply(one, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: (next) => (reply = next),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What a server answers, as far as tests look at it. */
export interface Said {
  error: { code: string; message: string; at?: { line: number; column: number } };
  request_id?: string;
  selected?: string;
  decided_by?: string;
  status?: string | number;
  data?: unknown;
}

/** What `/healthz` answers. */
export interface Health {
  status: string;
  registry: { error?: string; reloads: number; services: number };
}

export interface Reply {
  status: number;
  headers: Headers;
  json: Said;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** POSTs a value as JSON, or a text as it is. */
export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const sent = { ...JSON_TYPE, ...headers };
  const response = await fetch(url, { method: 'POST', body: text, headers: sent });
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as Said,
  };
}

export const sign = (body: string, secret: string): Record<string, string> => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});

export const textAt = async (url: string): Promise<string> => (await fetch(url)).text();
