// Faults before a request can have been seen: tried again whatever the service is, since nothing was sent.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTool } from '@rhachet/testing';
import type { Driver } from './driver.ts';
import { ENGINES } from './engines.ts';
import {
  freePort,
  type SecureFaultServer,
  startBlackHole,
  startFaultServer,
  startRaw,
  startSecureFaultServer,
} from './fault-server.ts';
import { serviceAt } from './service.ts';

const codes = (attempts: { error?: string }[] = []): (string | undefined)[] =>
  attempts.map(({ error }) => error);

describe.each(ENGINES)('on $name', ({ start }) => {
  let driver: Driver;
  beforeAll(() => {
    driver = start({});
  });
  afterAll(() => driver.close());

  it('a refused connection is tried three times, and says where nothing listens', async () => {
    const port = await freePort();
    const service = serviceAt(`http://127.0.0.1:${port}/v1`);
    const { answer, sleeps } = await driver.run({ op: 'call', service });
    expect(answer?.error).toMatchObject({
      code: 'connection_refused',
      message: `nothing listens at http://127.0.0.1:${port}`,
    });
    expect(codes(answer?.attempts)).toEqual(Array(3).fill('connection_refused'));
    // Half of min(cap, base * 2^tries), for the random source says 0.5.
    expect(sleeps).toEqual([200, 400]);
  });

  it('`retries: 0` is one try', async () => {
    const service = serviceAt(`http://127.0.0.1:${await freePort()}/`);
    const { answer } = await driver.run({ op: 'call', service, options: { retries: 0 } });
    expect(answer?.attempts).toHaveLength(1);
  });

  it('an unknown host name', async () => {
    const service = serviceAt('http://no-such-host.invalid/v1');
    const { answer } = await driver.run({ op: 'call', service });
    expect(answer?.error).toMatchObject({
      code: 'dns_failed',
      message: 'the host name no-such-host.invalid is not known',
    });
    expect(answer?.attempts).toHaveLength(3);
  });

  it('a connection that is never made ends after timeout.connect, and is tried again', async () => {
    const hole = await startBlackHole();
    const timeouts = { connect: 150, try: 5000, total: 15_000 };
    const service = serviceAt(`http://127.0.0.1:${hole.port}/`, { timeouts });
    const { answer } = await driver.run({ op: 'call', service }).finally(hole.close);
    expect(answer?.error?.message).toMatch(/^no connection to http:\S+ within 150 ms$/);
    expect(codes(answer?.attempts)).toEqual(Array(3).fill('timeout'));
  });

  it('what is no HTTP at all', async () => {
    const raw = await startRaw((socket) => socket.once('data', () => socket.end('SSH-2.0-x\r\n')));
    const service = serviceAt(`http://127.0.0.1:${raw.port}/`);
    const { answer } = await driver.run({ op: 'call', service }).finally(raw.close);
    expect(['bad_response', 'connection_reset']).toContain(answer?.error?.code);
    expect(answer?.attempts).toHaveLength(1);
  });

  it.each(['POST', 'PATCH', 'PUT', 'DELETE', 'GET'])(
    'a connection that is reset under a later %s: that was sent, once',
    async (method) => {
      let requests = 0;
      const raw = await startRaw((socket) => {
        socket.on('data', (data) => {
          if (!String(data).includes('HTTP/1.1')) return;
          requests += 1;
          if (requests > 4) socket.resetAndDestroy();
          else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
        });
      });
      const service = serviceAt(`http://127.0.0.1:${raw.port}/`, { method });
      const seen: (string | undefined)[] = [];
      // By the fifth the engines that keep connections have one.
      for (let n = 0; n < 5; n += 1)
        seen.push((await driver.run({ op: 'call', service })).answer?.error?.code);
      await raw.close();
      expect(seen).toEqual([undefined, undefined, undefined, undefined, 'connection_reset']);
      expect(requests).toBe(5);
    },
  );

  it('the caller gives up', async () => {
    const server = await startFaultServer();
    const service = serviceAt(server.url('/hang'), { idempotent: true });
    const { answer } = await driver
      .run({ op: 'call', service, cancelAfter: 300 })
      .finally(server.close);
    expect(answer?.error?.code).toBe('cancelled');
    expect(server.hits('/hang')).not.toHaveLength(2);
  });

  it('a caller that has given up sends nothing', async () => {
    const server = await startFaultServer();
    const { answer } = await driver
      .run({ op: 'call', service: serviceAt(server.url('/ok')), cancelAfter: 0 })
      .finally(server.close);
    expect(answer?.error?.code).toBe('cancelled');
  });

  it('1.4-time: a call never lasts longer than its total', async () => {
    const server = await startFaultServer();
    const service = serviceAt(server.url('/busy/9/503?after=9'), {
      idempotent: true,
      timeouts: { connect: 15_000, try: 15_000, total: 20_000 },
    });
    const { answer, sleeps } = await driver
      .run({ op: 'call', service, options: { retries: 8 } })
      .finally(server.close);
    // 20 s: two waits of 9 s fit, a third does not; what the service asked for is handed on.
    expect(sleeps).toEqual([9000, 9000]);
    expect(answer?.error).toMatchObject({ code: 'http_5xx', retryAfter: 9000 });
  });

  it('a longer time-out of the caller goes to a single try', async () => {
    const server = await startFaultServer();
    const timeouts = { connect: 1000, try: 100, total: 200 };
    const service = serviceAt(server.url('/slow/400'), { timeouts });
    const late = await driver.run({ op: 'call', service });
    expect(late.answer?.error?.code).toBe('timeout');
    const { answer } = await driver
      .run({ op: 'call', service, options: { timeout: 10_000 } })
      .finally(server.close);
    expect(answer?.ok).toBe(true);
  });

  it('no proxy stands between us and a service', async () => {
    const server = await startFaultServer();
    const proxy = `http://127.0.0.1:${await freePort()}`;
    const proxied = start({}, { HTTP_PROXY: proxy, http_proxy: proxy, NO_PROXY: '', no_proxy: '' });
    const { answer } = await proxied.run({ op: 'call', service: serviceAt(server.url('/ok')) });
    await Promise.all([proxied.close(), server.close()]);
    expect(answer?.ok).toBe(true);
  });
});

describe.skipIf(!hasTool('openssl')).each(ENGINES)('TLS on $name', ({ start }) => {
  let server: SecureFaultServer;
  beforeAll(async () => {
    server = await startSecureFaultServer();
    return () => server.close();
  });

  it('a certificate that nobody has signed is refused, before anything is sent', async () => {
    const driver = start({});
    const { answer } = await driver.run({ op: 'call', service: serviceAt(server.url('/ok')) });
    await driver.close();
    expect(answer?.error).toMatchObject({ code: 'tls_failed' });
    expect(answer?.error?.message).toMatch(/no trusted connection to https:.*SIGNED/);
    expect(answer?.attempts).toHaveLength(1);
    expect(server.hits('/ok')).toHaveLength(0);
  });

  it('plain HTTP where TLS is spoken', async () => {
    const driver = start({});
    const service = serviceAt(server.url('/ok').replace('https', 'http'));
    const { answer } = await driver.run({ op: 'call', service });
    await driver.close();
    expect(answer?.error?.code).toBe('connection_reset');
  });

  it('one that NODE_EXTRA_CA_CERTS vouches for is good, for its own names', async () => {
    const driver = start({}, { NODE_EXTRA_CA_CERTS: server.certificate });
    const { answer } = await driver.run({ op: 'call', service: serviceAt(server.url('/ok')) });
    const at = (host: string) => ({
      op: 'pinned' as const,
      url: `https://${host}:${server.port}/echo`,
      addresses: ['127.0.0.1'],
    });
    const named = await driver.run(at('secure.test'));
    const wrong = await driver.run(at('wrong.test'));
    const again = await driver.run(at('secure.test'));
    await driver.close();
    expect(answer?.ok).toBe(true);
    expect(named.pinned).toContain(`"host":"secure.test:${server.port}"`);
    expect(wrong.pinned).toMatch(/^tls_failed: .*ALTNAME/);
    expect(again.pinned).toBe(named.pinned);
  });
});
