// `map serve` as a program, on both engines: what it takes and answers, what it follows, how it ends.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeCbor } from '../src/cbor/decode.ts';
import { encodeCbor } from '../src/cbor/encode.ts';
import type { QueryAnswer } from '../src/resolve/types.ts';
import { ENGINES } from './engines.ts';
import { MAP, QUERY } from './protocol.ts';
import { ask, type Asker, askerOf, startServe } from './served.ts';

const METHOD = 'dispatch.query';
const PARAMS = { symbol: 'add', module: 'std.math' };
const MESSAGE = { jsonrpc: '2.0', id: 1, method: METHOD, params: PARAMS };

interface Failed {
  error: { code: number; message: string; data?: { at?: unknown; hint?: string } };
  id?: unknown;
}

/** Sends bytes on a connection; resolves to all that comes back until the other side ends. */
const raw = (port: number, text: string, { half = false } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let said = '';
    socket.on('data', (data: Buffer) => (said += data.toString('latin1')));
    socket.once('end', () => {
      socket.destroy();
      resolve(said);
    });
    socket.once('error', reject);
    if (half) socket.end(text);
    else socket.write(text);
  });

const http = (body: string, headers = ''): string =>
  `POST /rpc HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;

describe.each(ENGINES)('map serve on $name', (engine) => {
  let map: Asker;
  beforeAll(async () => {
    map = await askerOf(MAP, { engine, args: ['--body-limit', '100000'] });
  });
  afterAll(() => map.close());

  it('answers in every form', async () => {
    expect((await map.post(MESSAGE)).json()).toEqual({ jsonrpc: '2.0', id: 1, result: QUERY });
    const body = encodeCbor(MESSAGE);
    for (const accept of ['application/cbor', 'application/cbor;stringref=true']) {
      const headers = { 'content-type': 'application/cbor', accept };
      const asked = await map.post(body, { headers });
      expect(asked.headers.get('content-type')).toBe(accept);
      expect(decodeCbor(asked.bytes)).toEqual({ jsonrpc: '2.0', id: 1, result: QUERY });
    }
  });

  it('a notification has no answer, nor has a batch of them', async () => {
    const notification = { jsonrpc: '2.0', method: METHOD, params: PARAMS };
    for (const body of [notification, [notification, notification]]) {
      const { status, bytes } = await map.post(body);
      expect([status, bytes.length]).toEqual([204, 0]);
    }
    expect((await map.post(MESSAGE)).status).toBe(200);
  });

  // The examples of the specification of JSON-RPC 2.0, section 7.
  it.each([
    ['{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]', -32700, 400],
    [
      '[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method"]',
      -32700,
      400,
    ],
    ['[]', -32600, 400],
    ['{"jsonrpc": "2.0", "method": 1, "params": "bar"}', -32600, 200],
    ['{"jsonrpc": "1.0", "method": "dispatch.query", "id": 1}', -32600, 200],
    ['{"jsonrpc": "2.0", "method": "foobar", "id": "1"}', -32601, 200],
    ['{"jsonrpc": "2.0", "method": "dispatch.query", "params": [1], "id": "1"}', -32602, 200],
    ['{"jsonrpc": "2.0", "method": "dispatch.query", "id": "1"}', -32602, 200],
    [
      '{"jsonrpc": "2.0", "method": "dispatch.query", "params": {"symbol": "add", "modul": "m"}, "id": "1"}',
      -32602,
      200,
    ],
    ['{"method": "dispatch.query"}', -32602, 400],
    ['{"method": "__proto__"}', -32601, 404],
    ['3', -32600, 200],
    ['null', -32600, 200],
    ['', -32700, 400],
    ['\ufeff{}', -32600, 400],
  ])('%j is the error %d', async (text, code, status) => {
    const asked = await map.post(new TextEncoder().encode(text));
    expect(asked.json<Failed>().error.code).toBe(code);
    expect(asked.status).toBe(status);
  });

  it('in a batch every message has its own answer', async () => {
    const { json } = await map.post([
      1,
      MESSAGE,
      { ...MESSAGE, id: 2, method: 'none' },
      { method: 'none' },
    ]);
    expect(json<unknown[]>()).toMatchObject([
      { jsonrpc: '2.0', id: null, error: { code: -32600 } },
      { id: 1, result: QUERY },
      { id: 2, error: { code: -32601 } },
      { error: { code: -32601 } },
    ]);
  });

  it.each([
    ['JSON', 'application/json', '{"a":\n [1,, 2]}', { line: 2, column: 5 }],
    ['CBOR', 'application/cbor', '\u0082\u0001', { offset: 2 }],
    ['JSON that is not UTF-8', 'application/json', '{"a\u00ff"}', { line: 1, column: 4 }],
  ])('%s that is wrong: where', async (...[, type, text, at]) => {
    const body = Uint8Array.from(Buffer.from(text, 'latin1'));
    const asked = await map.post(body, { headers: { 'content-type': type } });
    expect(asked.status).toBe(400);
    expect(asked.json<Failed>().error).toMatchObject({ code: -32700, data: { at } });
  });

  it.each([
    ['lists', '['],
    ['objects', '{"a":'],
    ['CBOR lists', '\u0081'],
  ])('%s that are nested too deep', async (name, one) => {
    const type = name.startsWith('CBOR') ? 'application/cbor' : 'application/json';
    const body = Uint8Array.from(Buffer.from(one.repeat(15_000), 'latin1'));
    const asked = await map.post(body, { headers: { 'content-type': type } });
    expect(asked.status).toBe(400);
    expect(asked.json<Failed>().error.message).toContain('nested more than 128 deep');
  });

  it.each([
    ['a type', { args: ['['.repeat(1000)] }, 'nested more than 128 deep'],
    ['a name', { args: ['x'.repeat(2000)] }, 'has 2000 characters; the limit is 1024'],
    ['a call', { args: Array.from({ length: 300 }, () => 'i32') }, 'has 300 arguments'],
  ])('%s that is too large', async (_name, call, message) => {
    const body = { method: 'dispatch.whatif', params: { call: { symbol: 'add', ...call } } };
    expect((await map.post(body)).json<Failed>().error.message).toContain(message);
  });

  it('assumptions are checked, and limited', async () => {
    const call = { symbol: 'add', args: ['i32'] };
    const messageFor = async (assume: unknown): Promise<string> =>
      (await map.post({ method: 'dispatch.whatif', params: { call, assume } })).json<Failed>().error
        .message;
    expect(await messageFor({ typs: [] })).toContain('assume');
    expect(await messageFor({ types: [{ name: 3 }] })).toContain('assume: types.0.name');
    expect(await messageFor({ overloads: ['no signature'] })).toContain('is not a signature');
    expect(await messageFor({ overloads: Array.from({ length: 501 }, () => 'f(A)') })).toContain(
      '501 entries',
    );
  });

  it.each([
    ['GET', '/rpc', 405],
    ['PUT', '/', 405],
    ['POST', '/healthz', 405],
    ['GET', '/healthz', 200],
    ['HEAD', '/healthz', 200],
    ['GET', '/metrics', 200],
  ])('%s %s is %d', async (method, path, status) => {
    const asked = await map.post({}, { method, path });
    expect(asked.status).toBe(status);
    if (status === 405) expect(asked.headers.get('allow')).toMatch(/^(POST|GET, HEAD)$/);
  });

  it('a body that is too large, by its header or when it comes in pieces', async () => {
    const large = new Uint8Array(200_000).fill(32);
    const whole = await map.post(large);
    expect(whole.status).toBe(413);
    expect(whole.json<Failed>().error.message).toBe('the body is larger than 100000 bytes');
    const chunk = `${(50_000).toString(16)}\r\n${' '.repeat(50_000)}\r\n`;
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await raw(map.served.port, `${head}${chunk.repeat(3)}0\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 413 /,
    );
  });

  it('a body that is compressed is not taken', async () => {
    expect((await map.post({}, { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });

  it('a body in chunks', async () => {
    const text = JSON.stringify(MESSAGE);
    const chunks = text.replace(/./g, '1\r\n$&\r\n');
    const head =
      'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n';
    expect(await raw(map.served.port, `${head}${chunks}0\r\n\r\n`)).toContain('"result":');
  });

  it('a name that was made to mean this machine does not reach it', async () => {
    const status = await new Promise((resolve) => {
      const { port } = map.served;
      const options = {
        port,
        host: '127.0.0.1',
        method: 'POST',
        headers: { host: 'evil.example' },
      };
      request(options, ({ statusCode }) => resolve(statusCode)).end('{}');
    });
    expect(status).toBe(421);
  });

  it('who closes one half of the connection does no harm', async () => {
    const message = JSON.stringify(MESSAGE);
    // Bun ends such a connection; Node answers it.
    const said = await raw(map.served.port, http(message), { half: true });
    if (engine.name === 'Node') expect(said).toContain('"result":');
    await raw(map.served.port, http(message, 'Expect: nothing\r\n').slice(0, -20), { half: true });
    expect((await map.post(MESSAGE)).status).toBe(200);
  });

  it('healthz and metrics', async () => {
    const { json } = await map.post({}, { method: 'GET', path: '/healthz' });
    expect(json()).toMatchObject({ status: 'ok', map: { files: 1, families: 2 } });
    const { bytes, headers } = await map.post({}, { method: 'GET', path: '/metrics' });
    const text = new TextDecoder().decode(bytes);
    expect(headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(text).toMatch(/rhachet_map_questions_total\{method="dispatch.query",outcome="ok"\} \d+/);
    expect(text).toMatch(/rhachet_map_questions_total\{method="other",outcome="-32601"\} \d+/);
    expect(text).toContain('rhachet_map_families 2');
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.+\})? [\d.e+-]+)$/);
  });
});

describe.each(ENGINES)('what map serve follows, on $name', (engine) => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'rhachet-follow-'));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  const jan = (...types: string[]): string =>
    types.map((type) => `pub func f(x: ${type}) {}\n`).join('');

  it('an answer is never older than its question', async () => {
    write('src/a.jan', jan('i32'));
    const served = await startServe(engine.words(), {
      cwd: dir,
      args: ['serve', '--port', '0', '-s', 'src'],
    });
    const types = async (): Promise<string> => {
      const asked = await ask(served.url, { method: METHOD, params: { symbol: 'f' } });
      const { family } = asked.json<QueryAnswer>();
      return family.map(({ specificity }) => specificity[0]).join(' ');
    };
    expect(await types()).toBe('i32');
    // The same size, again and again within the grain of the clock of the file system.
    for (let turn = 0; turn < 30; turn += 1) {
      write('src/a.jan', jan(turn % 2 ? 'i32' : 'f64'));
      expect(await types()).toBe(turn % 2 ? 'i32' : 'f64');
    }
    write('src/deep/er/b.jan', jan('u8'));
    expect(await types()).toBe('i32 u8');
    write('src/deep/er/b.jan', jan('u16'));
    expect(await types()).toBe('i32 u16');
    renameSync(join(dir, 'src/deep'), join(dir, 'gone'));
    expect(await types()).toBe('i32');
    renameSync(join(dir, 'gone'), join(dir, 'src/back'));
    expect(await types()).toBe('i32 u16');
    write('next.jan', jan('bool'));
    renameSync(join(dir, 'next.jan'), join(dir, 'src/a.jan'));
    expect(await types()).toBe('bool u16');
    served.kill('SIGTERM');
    expect(await served.ended).toBe(0);
  });

  it('an index is followed as its files are', async () => {
    const root = join(dir, 'indexed');
    write('indexed/a.jan', jan('i32'));
    write('indexed/b.jan', jan('f64').replace('f(', 'g('));
    const [program = '', ...words] = engine.words();
    execFileSync(program, [...words, 'index', '.'], { cwd: root });
    const served = await startServe(engine.words(), { cwd: root, args: ['serve', '--port', '0'] });
    const types = async (symbol: string): Promise<string> => {
      const asked = await ask(served.url, { method: METHOD, params: { symbol } });
      const { family } = asked.json<QueryAnswer>();
      return family.map(({ specificity }) => specificity[0]).join(' ');
    };
    expect([await types('f'), await types('g')]).toEqual(['i32', 'f64']);
    for (const type of ['bool', 'u8', 'u16', 'u32']) {
      write('indexed/a.jan', jan(type));
      expect([await types('f'), await types('g')]).toEqual([type, 'f64']);
    }
    execFileSync(program, [...words, 'index', '.'], { cwd: root });
    expect([await types('f'), await types('g')]).toEqual(['u32', 'f64']);
    served.kill('SIGTERM');
    expect(await served.ended).toBe(0);
  });

  it('a source that cannot be read is an error, until it can', async () => {
    const map = await askerOf(MAP, { engine });
    map.write({ overloads: [{ signature: 'nonsense' }] });
    const asked = await map.post(MESSAGE);
    expect(asked.json<Failed>().error).toMatchObject({ code: -32002 });
    expect(asked.json<Failed>().error.message).toContain('overloads[0]');
    expect((await map.post({ method: METHOD, params: PARAMS })).status).toBe(503);
    expect((await map.post({}, { method: 'GET', path: '/healthz' })).status).toBe(503);
    map.write(MAP);
    expect((await map.post(MESSAGE)).json()).toMatchObject({ result: QUERY });
    expect((await map.post({}, { method: 'GET', path: '/healthz' })).status).toBe(200);
    await map.close();
  });

  it('a Unix socket is for its owner alone; one of a server that died is taken over', async () => {
    write('src/a.jan', jan('i32'));
    const path = join(dir, 'map.sock');
    const start = () =>
      startServe(engine.words(), { cwd: dir, args: ['serve', '--socket', path, '-s', 'src'] });
    const first = await start();
    expect(first.url).toBe(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const status = await new Promise((resolve) => {
      request({ socketPath: path, path: '/healthz' }, ({ statusCode }) =>
        resolve(statusCode),
      ).end();
    });
    expect(status).toBe(200);
    await expect(start()).rejects.toThrow('another program listens on');
    first.kill('SIGKILL');
    await first.ended;
    const second = await start();
    second.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(existsSync(path)).toBe(false);
    write('map.sock', 'somebody');
    await expect(start()).rejects.toThrow('is there, and is no socket');
    rmSync(path);
  });

  it('what it cannot serve, it says', async () => {
    const start = (...args: string[]) =>
      startServe(engine.words(), { cwd: dir, args: ['serve', ...args] });
    const taken = await start('--port', '0', '-s', 'src');
    await expect(start('--port', String(taken.port), '-s', 'src')).rejects.toThrow(
      'another program listens',
    );
    taken.kill('SIGINT');
    expect(await taken.ended).toBe(130);
    await expect(start('-s', 'none')).rejects.toThrow('there is no source none');
    await expect(start()).rejects.toThrow('no --source is given');
    await expect(start('-s', 'src', '--port', 'x')).rejects.toThrow('is not a whole number');
    await expect(start('-s', 'src', '--format', 'xml')).rejects.toThrow(
      'there are: json, cbor, auto',
    );
    await expect(start('-s', 'src', '--socket', 'x', '--port', '1')).rejects.toThrow(
      '--socket has no',
    );
    await expect(start('-s', 'src', '--host', '203.0.113.1')).rejects.toThrow('cannot listen');
  });

  it('it ends when what it was asked is answered', async () => {
    const map = await askerOf(MAP, { engine });
    const message = JSON.stringify(MESSAGE);
    const whole = http(message);
    const { port } = map.served;
    const idle = connect(port, '127.0.0.1');
    idle.on('error', () => undefined);
    const slow = connect(port, '127.0.0.1');
    let said = '';
    slow.on('data', (data: Buffer) => (said += data.toString()));
    slow.write(whole.slice(0, -5));
    const running = async (): Promise<boolean> =>
      new TextDecoder()
        .decode((await map.post({}, { method: 'GET', path: '/metrics' })).bytes)
        .includes('rhachet_http_requests_running 2');
    while (!(await running()));
    map.served.kill('SIGTERM');
    await until(() => map.served.stderr().includes('stopping'), 'the server to stop');
    slow.write(whole.slice(-5));
    await until(() => said.includes('"result":'), 'the answer');
    expect(await map.served.ended).toBe(0);
    idle.destroy();
  });
});
