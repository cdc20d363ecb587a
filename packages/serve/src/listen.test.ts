// A server on Node; the commands test theirs on both engines.
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '@rhachet/kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cannotListen, urlOf } from './address.ts';
import { listen } from './listen.node.ts';
import type { Address, Answer } from './types.ts';

const echo: Answer = async (asked) => ({
  status: 200,
  headers: {},
  body: `${asked.method} ${asked.path} ${new TextDecoder().decode(await asked.body(100))}`,
});

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-listen-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

it('answers over TCP, and ends when it is told to', async () => {
  const { port, close } = await listen({ host: '127.0.0.1', port: 0 }, echo);
  const url = urlOf({ host: '127.0.0.1', port: 0 }, port);
  const response = await fetch(`${url}/a?b`, { method: 'POST', body: 'text' });
  expect(await response.text()).toBe('POST /a text');
  await close();
  await expect(fetch(url)).rejects.toThrow();
});

it('no body, and none is measured', async () => {
  const { port, close } = await listen({ host: '127.0.0.1', port: 0 }, () => ({
    status: 204,
    headers: {},
    body: '',
  }));
  const response = await fetch(`http://127.0.0.1:${port}`);
  expect([response.status, response.headers.get('content-length')]).toEqual([204, null]);
  await close();
});

it('a Unix socket: for its owner, gone at the end', async () => {
  const socket = join(dir, 'a.sock');
  const { close } = await listen({ socket }, echo);
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  const status = await new Promise((resolve) => {
    request({ socketPath: socket }, ({ statusCode }) => resolve(statusCode)).end();
  });
  expect(status).toBe(200);
  await expect(listen({ socket }, echo)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await close();
  expect(existsSync(socket)).toBe(false);
});

it('what stands in its way', async () => {
  const file = join(dir, 'file');
  writeFileSync(file, '');
  await expect(listen({ socket: file }, echo)).rejects.toMatchObject({ code: 'EEXIST' });
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const taken = other.address() as { port: number };
  const address = { host: '127.0.0.1', port: taken.port };
  await expect(listen(address, echo)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  other.close();
});

it.each([
  ['EADDRINUSE', { host: '::1', port: 80 }, 69, 'another program listens on ::1:80'],
  ['EACCES', { host: '127.0.0.1', port: 80 }, 77, 'listening on 127.0.0.1:80 is not allowed'],
  ['EADDRNOTAVAIL', { host: '1.2.3.4', port: 80 }, 64, 'cannot listen on 1.2.3.4:80'],
  ['EADDRINUSE', { socket: '/s' }, 69, 'another program listens on /s'],
  ['EACCES', { socket: '/s' }, 77, 'listening on /s is not allowed'],
  ['EEXIST', { socket: '/s' }, 64, '/s is there, and is no socket'],
  ['ENOENT', { socket: '/none/s' }, 64, 'cannot listen on /none/s'],
] as [string, Address, number, string][])('%s of %j', (...[code, address, exit, message]) => {
  const failure = cannotListen(address, Object.assign(new Error(code), { code }));
  expect(isFailure(failure)).toBe(true);
  expect(failure.exit).toBe(exit);
  expect(failure.message).toContain(message);
  expect(failure.hint).toBeDefined();
});

it('a connection that closes one half is answered', async () => {
  const { port, close } = await listen({ host: '127.0.0.1', port: 0 }, echo);
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.end('POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi');
  let said = '';
  for await (const data of socket) said += (data as Buffer).toString();
  expect(said).toContain('POST /x hi');
  await close();
});
