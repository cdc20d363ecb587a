// `routes serve` as a program, on both engines: what comes in, what goes out, what it is told, how it ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@rhachet/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ENGINES } from './engines.ts';
import { freePort } from './fault-server.ts';
import {
  type Health,
  post,
  type Served,
  type ServiceUnderTest,
  sign,
  startServe,
  startService,
  textAt,
} from './served.ts';

const registryText = (url: string, dead: string, more = ''): string => `
webhooks: { github: env:GITHUB_SECRET, unset: env:NOT_SET_ANYWHERE }
defaults: { retry: { attempts: 2, base: 1ms, cap: 2ms } }
orgs:
  FND:
    services:
      salesforce: { endpoint: ${url}/salesforce }
      stripe: { endpoint: ${url}/stripe }
      dead: { endpoint: ${dead}/dead, breaker: { failures: 2, open_for: 1h } }
      slow: { endpoint: ${url}/slow }
      rare: { endpoint: ${url}/rare, rate_limit: { per_second: 0.01, burst: 1 } }
${more}rules:
  - { pattern: salesforce, org: FND, service: salesforce }
  - { pattern: crash, org: FND, service: stripe, when: { source: webhook, event: issues } }
`;

describe.each(ENGINES)('routes serve on $name', (engine) => {
  let dir: string;
  let service: ServiceUnderTest;
  let served: Served;
  let dead: string;
  let registry: string;

  const write = (text: string): void => writeFileSync(registry, text);

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'rhachet-serve-'));
    registry = join(dir, 'registry.yaml');
    service = await startService();
    dead = `http://127.0.0.1:${await freePort()}`;
    write(registryText(service.url, dead));
    served = await startServe(engine, {
      cwd: dir,
      args: ['--webhook-secret', 'env:OTHER_SECRET', '--body-limit', '5000'],
      env: { GITHUB_SECRET: 'hush', OTHER_SECRET: 'quiet' },
    });
  });
  afterAll(async () => {
    served.kill('SIGTERM');
    await served.ended;
    await service.close();
    rmSync(dir, { recursive: true });
  });
  beforeEach(() => {
    service.asked.length = 0;
  });

  it('1.2-input: dispatches a text', async () => {
    const { status, json, headers } = await post(
      `${served.url}/dispatch`,
      { query: 'sync salesforce contacts', context: { user: 'ann' }, data: { limit: 3 } },
      { 'x-request-id': 'abc-1', 'idempotency-key': 'key-1' },
    );
    expect(status).toBe(200);
    const sent = { query: 'sync salesforce contacts', context: { user: 'ann' }, limit: 3 };
    expect(json).toMatchObject({
      ok: true,
      org: 'FND',
      service: 'salesforce',
      data: { echo: sent },
    });
    expect(json.request_id).toBe('abc-1');
    expect(headers.get('x-request-id')).toBe('abc-1');
    expect(service.asked).toHaveLength(1);
    expect(service.asked[0]?.headers['idempotency-key']).toBe('key-1');
    await until(
      () => served.stderr().includes('🎯 OS → FND : dispatched, service=salesforce, latency='),
      'the signal',
    );
  });

  it('1.2-input: dispatches an API call, and to a service that is named', async () => {
    const api = { method: 'POST', path: '/v1/stripe/refunds', body: { amount: 5 } };
    const byPath = await post(`${served.url}/dispatch`, api);
    expect(byPath.json).toMatchObject({ service: 'stripe', data: { echo: { amount: 5 } } });
    const named = await post(`${served.url}/dispatch`, {
      org: 'fnd',
      service: 'Stripe',
      data: { a: 1 },
    });
    expect(named.json).toMatchObject({ service: 'stripe', data: { echo: { a: 1 } } });
  });

  it('decides alone', async () => {
    const { status, json } = await post(`${served.url}/route`, { query: 'sync salesforce' });
    expect([status, json.selected, json.decided_by]).toEqual([200, 'FND.salesforce', 'rule']);
    const none = await post(`${served.url}/route`, { org: 'XYZ' });
    expect([none.status, none.json.status]).toEqual([404, 'no_match']);
    expect(service.asked).toHaveLength(0);
  });

  const hooks: {
    what: string;
    sender: string;
    secret?: string;
    status: number;
    code?: string;
  }[] = [
    { what: 'a good signature', sender: 'github', secret: 'hush', status: 200 },
    {
      what: 'another secret',
      sender: 'github',
      secret: 'quiet',
      status: 401,
      code: 'BAD_SIGNATURE',
    },
    { what: 'no signature', sender: 'github', status: 401, code: 'BAD_SIGNATURE' },
    { what: 'the common secret', sender: 'elsewhere', secret: 'quiet', status: 200 },
    {
      what: 'a secret that is not set',
      sender: 'unset',
      secret: 'hush',
      status: 503,
      code: 'NO_SECRET',
    },
  ];
  it.each(hooks)('1.2-input: a webhook with $what', async ({ sender, secret, status, code }) => {
    const body = '{"title": "the app will crash"}';
    const headers = secret === undefined ? {} : sign(body, secret);
    const event = { 'x-github-event': 'issues', ...headers };
    const { json, ...reply } = await post(`${served.url}/webhook/${sender}`, body, event);
    expect(reply.status).toBe(status);
    expect(service.asked).toHaveLength(status === 200 ? 1 : 0);
    if (code !== undefined) expect(json.error.code).toBe(code);
    else
      expect(service.asked[0]).toMatchObject({
        path: '/stripe',
        body: { event: 'issues', source: sender, payload: { title: 'the app will crash' } },
      });
  });

  it('looks at the signature before it looks into the body', async () => {
    const { status } = await post(`${served.url}/webhook/github`, '{{', sign('{', 'hush'));
    expect(status).toBe(401);
    const signed = await post(`${served.url}/webhook/github`, '{{', sign('{{', 'hush'));
    expect([signed.status, signed.json.error.at]).toEqual([400, { line: 1, column: 2 }]);
  });

  const at = (line: number, column: number) => ({ line, column });
  const wrong: { what: string; body: string; place: object; message: RegExp }[] = [
    {
      what: 'no JSON',
      body: '{"query": "a"\n, }',
      place: at(2, 3),
      message: /"}" cannot stand there/,
    },
    { what: 'an empty body', body: '', place: at(1, 1), message: /ends too early/ },
    { what: 'half of it', body: '{"query": "a', place: at(1, 11), message: /cannot stand there/ },
    {
      what: 'an unknown field',
      body: '{"query": "a",\n  "contxt": {}}',
      place: at(2, 3),
      message: /"contxt" is no field/,
    },
    {
      what: 'a field of another type',
      body: '{ "query": 5 }',
      place: at(1, 3),
      message: /query is not a text/,
    },
    {
      what: 'a duration without unit',
      body: '{"query": "a", "timeout": "5"}',
      place: at(1, 16),
      message: /timeout is not a dura/,
    },
    {
      what: 'nothing to do',
      body: ' {"data": 1}',
      place: at(1, 2),
      message: /neither a query nor an org/,
    },
    {
      what: 'a service without org',
      body: '{"service": "stripe"}',
      place: at(1, 2),
      message: /with its org/,
    },
    {
      what: 'half an API call',
      body: '{"path": "/x"}',
      place: at(1, 2),
      message: /both a method and a path/,
    },
    { what: 'a list', body: '[1]', place: at(1, 1), message: /neither an object nor a text/ },
    {
      what: 'deep nesting',
      body: `{"data": ${'['.repeat(200)}${']'.repeat(200)}}`,
      place: at(1, 137),
      message: /more than 128 deep/,
    },
  ];
  it.each(wrong)('400 with a position for $what', async ({ body, place, message }) => {
    const { status, json } = await post(`${served.url}/dispatch`, body);
    expect([status, json.error.at]).toEqual([400, place]);
    expect(json.error.message).toMatch(message);
    expect(service.asked).toHaveLength(0);
  });

  it('says what it does not take', async () => {
    const { url } = served;
    const of = async (path: string, init: RequestInit = {}): Promise<[number, string]> => {
      const response = await fetch(url + path, init);
      const { error } = (await response.json()) as { error: { code: string } };
      return [response.status, error.code];
    };
    expect(await of('/elsewhere')).toEqual([404, 'NO_PATH']);
    expect(await of('/webhook/a/b', { method: 'POST' })).toEqual([404, 'NO_PATH']);
    expect(await of('/dispatch')).toEqual([405, 'BAD_METHOD']);
    expect(await of('/metrics', { method: 'POST', body: 'x' })).toEqual([405, 'BAD_METHOD']);
    expect(await of('/dispatch', { method: 'POST', body: 'x' })).toEqual([415, 'BAD_TYPE']);
    const large = JSON.stringify({ query: 'a'.repeat(6000) });
    const headers = { 'content-type': 'application/json' };
    expect(await of('/dispatch', { method: 'POST', body: large, headers })).toEqual([
      413,
      'TOO_LARGE',
    ]);
    const chunks = new Blob([large]).stream();
    const streamed = { method: 'POST', body: chunks, headers, duplex: 'half' } as RequestInit;
    expect(await of('/dispatch', streamed)).toEqual([413, 'TOO_LARGE']);
    expect(service.asked).toHaveLength(0);
  });

  /** What is answered to a request that is written by hand. */
  const raw = (request: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () =>
        socket.end(request),
      );
      let said = '';
      socket.on('data', (data) => (said += data.toString()));
      socket.on('close', () => resolve(said));
      socket.on('error', reject);
    });

  it('is not reached under a name that another made for it', async () => {
    const get = (host: string) =>
      raw(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(await get('evil.example')).toMatch(/^HTTP\/1.1 421/);
    expect(await get('localhost:1')).toMatch(/^HTTP\/1.1 200/);
    expect(await get('[::1]:1')).toMatch(/^HTTP\/1.1 200/);
  });

  it('says in statuses and metrics how services fail', async () => {
    service.answer((_, response) => {
      response.writeHead(500).end('broken');
    });
    const ask = (name: string) =>
      post(`${served.url}/dispatch`, { org: 'FND', service: name, retries: 0 });
    const broken = await ask('stripe');
    expect([broken.status, broken.json.error.code, broken.json.data]).toEqual([
      502,
      'http_5xx',
      'broken',
    ]);
    const refused = [await ask('dead'), await ask('dead')];
    expect(refused.map(({ status, json }) => [status, json.error.code])).toEqual(
      Array(2).fill([502, 'connection_refused']),
    );
    const open = await ask('dead');
    expect([open.status, open.json.error.code]).toEqual([503, 'circuit_open']);
    expect(Number(open.headers.get('retry-after'))).toBeGreaterThan(3000);
    await ask('rare');
    const limited = await ask('rare');
    expect([limited.status, limited.json.error.code]).toEqual([429, 'rate_limited']);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(50);
    const text = await textAt(`${served.url}/metrics`);
    const lines = text.split('\n');
    expect(lines).toContain(
      'rhachet_dispatches_total{org="FND",service="dead",outcome="connection_refused"} 2',
    );
    expect(lines).toContain(
      'rhachet_dispatches_total{org="FND",service="dead",outcome="circuit_open"} 1',
    );
    expect(lines).toContain(
      `rhachet_breaker_open{org="FND",service="dead",endpoint="${dead}/dead"} 1`,
    );
    expect(lines).toContain(
      `rhachet_breaker_open{org="FND",service="stripe",endpoint="${service.url}/stripe"} 0`,
    );
    expect(text).toMatch(/rhachet_dispatch_duration_seconds_bucket\{org="FND",le="\+Inf"\} \d+/);
    service.answer(({ body }, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ echo: body }));
    });
  });

  it('takes a good change of the registry, and keeps the last good one', async () => {
    const health = async (): Promise<Health> =>
      JSON.parse(await textAt(`${served.url}/healthz`)) as Health;
    const becomes = async (want: (now: Health) => boolean): Promise<Health> => {
      for (;;) {
        const now = await health();
        if (want(now)) return now;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    expect(await health()).toMatchObject({ status: 'ok', registry: { services: 5, reloads: 0 } });
    write(registryText(service.url, dead, `      new: { endpoint: "${service.url}/new" }\n`));
    await becomes(({ registry: { reloads } }) => reloads === 1);
    expect((await post(`${served.url}/dispatch`, { org: 'FND', service: 'new' })).status).toBe(200);
    write('orgs: [');
    const stale = await becomes(({ status }) => status === 'stale');
    expect(stale.registry.error).toMatch(/registry\.yaml:1:\d+/);
    expect(served.stderr()).toMatch(/registry is invalid: .*the last good registry stays in use/);
    expect((await post(`${served.url}/dispatch`, { org: 'FND', service: 'new' })).status).toBe(200);
    rmSync(registry);
    await becomes(({ registry: { error } }) => /ENOENT|no such file/i.test(String(error)));
    write(registryText(service.url, dead));
    await becomes(({ status }) => status === 'ok');
    expect((await post(`${served.url}/dispatch`, { org: 'FND', service: 'new' })).status).toBe(404);
    const metrics = await textAt(`${served.url}/metrics`);
    expect(metrics).toMatch(/^rhachet_registry_reloads_total\{outcome="ok"\} 2$/m);
    expect(metrics).toMatch(/^rhachet_registry_stale 0$/m);
  });

  const streamed = (name: string, more: object = {}): Promise<Response> =>
    fetch(`${served.url}/dispatch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ org: 'FND', service: name, stream: true, ...more }),
    });
  const textIn = ({ value }: { value?: Uint8Array }): string => new TextDecoder().decode(value);

  it('passes an answer on as it comes', async () => {
    let finish = (): void => undefined;
    service.answer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      finish = () => response.end('data: 2\n\n');
    });
    const response = await streamed('salesforce');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('x-service')).toBe('FND.salesforce');
    const reader = response.body!.getReader();
    // The first part is here while the second is not yet sent.
    expect(textIn(await reader.read())).toBe('data: 1\n\n');
    finish();
    expect(textIn(await reader.read())).toBe('data: 2\n\n');
    expect((await reader.read()).done).toBe(true);
  });

  it('ends the connection where a stream is cut off, and goes on', async () => {
    service.answer((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    await expect(streamed('salesforce').then((response) => response.text())).rejects.toThrow();
    const { status } = await post(`${served.url}/dispatch`, { query: 'salesforce', stream: 1 });
    expect(status).toBe(400);
    service.answer((_, response) => response.writeHead(503).end());
    expect((await streamed('stripe', { retries: 0 })).status).toBe(502);
    expect(served.stderr()).not.toMatch(/\n {4}at /);
  });

  it('stops calling for a caller who hung up', async () => {
    let isCut = false;
    service.answer((_, response) => void response.once('close', () => (isCut = true)));
    const controller = new AbortController();
    const body = JSON.stringify({ org: 'FND', service: 'slow' });
    const headers = { 'content-type': 'application/json' };
    const asked = fetch(`${served.url}/dispatch`, {
      method: 'POST',
      body,
      headers,
      signal: controller.signal,
    });
    await until(() => service.asked.length === 1, 'the call of the service');
    controller.abort();
    await expect(asked).rejects.toThrow();
    await until(() => isCut, 'the end of the call');
  });

  const ends: [NodeJS.Signals, number][] = [
    ['SIGTERM', 0],
    ['SIGINT', 130],
  ];
  it('warns where others than this machine can reach it', async () => {
    const open = await startServe(engine, { cwd: dir, args: ['--host', '0.0.0.0'] });
    open.kill('SIGTERM');
    await open.ended;
    expect(open.stderr()).toContain('warning: --host 0.0.0.0 is not this machine alone');
    expect(served.stderr()).not.toContain('warning: --host');
  });

  it.each(ends)('answers what runs before it ends by %s', async (signal, code) => {
    const other = await startServe(engine, { cwd: dir });
    let finish: (() => void) | undefined;
    service.answer((_, response) => {
      finish = () => response.setHeader('content-type', 'application/json').end('{"late": true}');
    });
    const asked = post(`${other.url}/dispatch`, { org: 'FND', service: 'slow' });
    await until(() => finish, 'the call of the service');
    other.kill(signal);
    await until(() => other.stderr().includes('stopping'), 'the note that it stops');
    await expect(fetch(`${other.url}/healthz`)).rejects.toThrow();
    finish?.();
    expect((await asked).json).toMatchObject({ ok: true, data: { late: true } });
    expect(await other.ended).toBe(code);
  });

  it('ends at once at the second signal', async () => {
    const other = await startServe(engine, { cwd: dir });
    service.answer(() => undefined);
    const asked = post(`${other.url}/dispatch`, { org: 'FND', service: 'slow' });
    const isCut = expect(asked).rejects.toThrow();
    await until(() => service.asked.length === 1, 'the call of the service');
    other.kill('SIGTERM');
    await until(() => other.stderr().includes('stopping'), 'the note that it stops');
    other.kill('SIGTERM');
    expect(await other.ended).toBe(143);
    await isCut;
  });
});
