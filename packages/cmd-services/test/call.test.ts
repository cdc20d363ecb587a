// What a call sends, which endpoint it asks, and how answers come back; on both engines.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../src/registry/types.ts';
import type { Driver } from './driver.ts';
import { ENGINES } from './engines.ts';
import { type FaultServer, freePort, startFaultServer } from './fault-server.ts';
import { serviceAt } from './service.ts';

describe.each(ENGINES)('on $name', ({ start }) => {
  let server: FaultServer;
  let driver: Driver;
  beforeAll(() => {
    driver = start({ env: { TRACEPARENT: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` } });
  });
  afterAll(() => driver.close());
  beforeEach(async () => {
    server = await startFaultServer();
    return () => server.close();
  });
  const call = (service: Service, options = {}, body: unknown = { query: 'hi' }) =>
    driver.run({ op: 'call', service, options, body });

  it('1.4-headers: sends JSON and says who, which, when and in which trace', async () => {
    await call(serviceAt(server.url('/ok'), { headers: { 'X-Version': '7', Host: 'elsewhere' } }));
    const [hit] = server.hits('/ok');
    expect(hit).toMatchObject({ method: 'POST', body: '{"query":"hi"}' });
    expect(hit?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-length': '14',
      'x-version': '7',
      host: `127.0.0.1:${server.port}`,
    });
    expect(hit?.headers['user-agent']).toMatch(/^rhachet\/\d/);
    expect(hit?.headers['idempotency-key']).toMatch(/^[\da-f-]{36}$/);
    expect(hit?.headers.traceparent).toMatch(/^00-a{32}-(?!b{16})[\da-f]{16}-01$/);
    const deadline = Date.parse(hit?.headers['x-request-deadline'] ?? '') - Date.now();
    expect(deadline).toBeGreaterThan(0);
    expect(deadline).toBeLessThanOrEqual(50_000);
  });

  it('each try is a span of its own in one trace, under one key', async () => {
    await call(serviceAt(server.url('/status/503'), { idempotent: true }));
    const headers = server.hits('/status/503').map((hit) => hit.headers);
    expect(new Set(headers.map((one) => one.traceparent)).size).toBe(3);
    expect(new Set(headers.map((one) => one['idempotency-key'])).size).toBe(1);
  });

  it('a key of the caller is sent, and lets a POST be tried again', async () => {
    const { answer } = await call(serviceAt(server.url('/flaky/1/500')), { idempotencyKey: 'k-1' });
    expect(answer?.ok).toBe(true);
    const keys = server.hits('/flaky/1/500').map((hit) => hit.headers['idempotency-key']);
    expect(keys).toEqual(['k-1', 'k-1']);
  });

  it('a GET has no body', async () => {
    const { answer } = await call(serviceAt(server.url('/echo'), { method: 'GET' }));
    expect(answer?.data).toMatchObject({ method: 'GET', body: '' });
  });

  it('waits as long as Retry-After says, at least', async () => {
    const { sleeps } = await call(
      serviceAt(server.url('/busy/1/429?after=3'), { idempotent: true }),
    );
    expect(sleeps).toEqual([3000]);
    const short = await call(serviceAt(server.url('/busy/1/503?after=0'), { idempotent: true }));
    // Three quarters of base * 2: equal jitter, for the random source says 0.5.
    expect(short.sleeps).toEqual([300]);
  });

  it('the body of an error comes with it', async () => {
    const { answer } = await call(serviceAt(server.url('/status/422')));
    expect(answer).toMatchObject({
      ok: false,
      status: 422,
      data: { status: 422 },
      error: { code: 'http_4xx', message: `${server.url('/status/422')} answered 422` },
    });
  });

  it.each([
    ['/text?say=hello', 'hello'],
    ['/text?say={"a":1}', { a: 1 }],
    ['/text?say={"a":', '{"a":'],
    ['/text?type=application/problem%2Bjson&say={"a":1}', { a: 1 }],
    ['/empty', null],
    ['/deep/100', JSON.parse('['.repeat(100) + ']'.repeat(100)) as unknown],
  ])('%s is read as JSON where it is JSON', async (path, data) => {
    const { answer } = await call(serviceAt(server.url(path)));
    expect(answer).toMatchObject({ ok: true, data });
  });

  it('no endpoint, or none that speaks HTTP', async () => {
    for (const url of ['', 'wss://a.test/live', 'not a url', 'file:///etc/passwd']) {
      const { answer } = await call(serviceAt(url));
      expect(answer?.error?.code).toBe('no_endpoint');
      expect(answer?.attempts).toEqual([]);
    }
  });

  describe('several endpoints', () => {
    const both = async (first: string, more: Partial<Service> = {}) => {
      const endpoints = [
        { url: first, weight: 1000 },
        { url: server.url('/ok'), weight: 1 },
      ];
      return call(serviceAt('', { endpoints, ...more }));
    };

    it('1.4-endpoints: the next is asked at once when one is not there', async () => {
      const { answer, sleeps } = await both(`http://127.0.0.1:${await freePort()}/`);
      expect(answer).toMatchObject({ ok: true, endpoint: server.url('/ok') });
      expect(answer?.attempts.map(({ error }) => error)).toEqual(['connection_refused', undefined]);
      expect(sleeps).toEqual([]);
    });

    it('but not when the first may have done it', async () => {
      const { answer } = await both(server.url('/reset'));
      expect(answer?.error?.code).toBe('connection_reset');
      expect(server.hits('/ok')).toHaveLength(0);
      expect((await both(server.url('/reset'), { idempotent: true })).answer?.ok).toBe(true);
    });

    it('1.5-remembered: one that has failed lately is asked last, one that is left alone not at all', async () => {
      const gone = `http://127.0.0.1:${await freePort()}/`;
      const breaker = { failures: 2, openFor: 3_600_000 };
      await both(gone, { breaker });
      const second = await both(gone, { breaker });
      expect(second.answer?.attempts).toMatchObject([{ endpoint: server.url('/ok') }]);
      const alone = serviceAt(gone, { breaker, retry: { attempts: 1, base: 1, cap: 1 } });
      expect((await call(alone)).answer?.error?.code).toBe('connection_refused');
      expect((await call(alone)).answer?.error?.code).toBe('circuit_open');
    });
  });

  describe('streams', () => {
    it('1.4-stream: bytes come as they are sent', async () => {
      const { answer, streamed } = await call(serviceAt(server.url('/drip/3/5')), { stream: true });
      expect(answer).toMatchObject({ ok: true, status: 200 });
      expect(streamed).toBe('data: 3\n\ndata: 2\n\ndata: 1\n\n');
    });

    it('may last longer than any time-out, while something comes', async () => {
      const timeouts = { connect: 2000, try: 2000, total: 2000 };
      const service = serviceAt(server.url('/drip/10/300'), { timeouts });
      const { streamed, streamError } = await call(service, { stream: true });
      expect(streamError).toBeUndefined();
      expect(streamed).toContain('data: 1\n');
    });

    it('one that stalls ends with `timeout`', async () => {
      const timeouts = { connect: 1000, try: 600, total: 5000 };
      const service = serviceAt(server.url('/stall'), { timeouts });
      const { streamed, streamError } = await call(service, { stream: true });
      expect(streamed).toBe('{"half":');
      expect(streamError).toBe('timeout');
    });

    it('one that is cut off ends with `connection_reset`', async () => {
      const { streamError } = await call(serviceAt(server.url('/cut')), { stream: true });
      expect(streamError).toBe('connection_reset');
    });

    it('an error is no stream', async () => {
      const { answer, streamed } = await call(serviceAt(server.url('/status/500')), {
        stream: true,
      });
      expect(answer).toMatchObject({ error: { code: 'http_5xx' }, data: { status: 500 } });
      expect(streamed).toBeUndefined();
    });
  });
});
