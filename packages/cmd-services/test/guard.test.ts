// External services stay outside, whatever their names, redirects and look-ups say; on both engines.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Driver, Setup } from './driver.ts';
import { ENGINES } from './engines.ts';
import { type FaultServer, startFaultServer } from './fault-server.ts';
import { serviceAt } from './service.ts';

describe.each(ENGINES)('on $name', ({ start }) => {
  let server: FaultServer;
  let driver: Driver | undefined;
  beforeEach(async () => {
    server = await startFaultServer();
    return async () => {
      await server.close();
      await driver?.close();
    };
  });
  const external = (host: string, path = '/ok') =>
    serviceAt(`http://${host}:${server.port}${path}`, { type: 'external', idempotent: true });
  const run = (setup: Setup, service: ReturnType<typeof serviceAt>) => {
    driver = start(setup);
    return driver.run({ op: 'call', service });
  };

  it.each(['127.0.0.1', '2130706433', '0x7f000001', '0177.1', '[::1]', '[::ffff:127.0.0.1]'])(
    'the address %s is blocked, at once and for good',
    async (host) => {
      const { answer } = await run({}, external(host));
      expect(answer?.error?.code).toBe('blocked_host');
      expect(answer?.attempts).toHaveLength(1);
      expect(server.connections()).toBe(0);
    },
  );

  it('a name that leads inside is blocked', async () => {
    const { answer } = await run(
      { hosts: { 'inside.test': [['127.0.0.1']] } },
      external('inside.test'),
    );
    expect(answer?.error).toMatchObject({
      code: 'blocked_host',
      message: 'inside.test (127.0.0.1) is this machine, which no external service may have',
    });
    expect(server.connections()).toBe(0);
  });

  it('`localhost` is blocked by the real look-up', async () => {
    const { answer } = await run({}, external('localhost'));
    expect(answer?.error?.code).toBe('blocked_host');
  });

  it('a checked address is what is connected to, without another look-up', async () => {
    driver = start({});
    const url = `http://name.invalid:${server.port}/echo`;
    const { pinned } = await driver.run({ op: 'pinned', url, addresses: ['127.0.0.1'] });
    expect(pinned).toContain(`"host":"name.invalid:${server.port}"`);
    // The second address, where the first is not there.
    const addresses = ['127.0.0.9', '127.0.0.1'];
    expect((await driver.run({ op: 'pinned', url, addresses })).pinned).toContain('name.invalid');
  });

  it('an allowed host is called', async () => {
    const { answer } = await run({}, { ...external('127.0.0.1'), allowHosts: ['127.0.0.1'] });
    expect(answer?.ok).toBe(true);
  });

  it.each([
    'http://169.254.169.254/',
    'http://10.0.0.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://2130706434/',
  ])('an internal service may not lead to %s', async (to) => {
    const path = `/redirect/307?to=${encodeURIComponent(to)}`;
    const { answer } = await run({}, serviceAt(server.url(path), { follow: 3 }));
    expect(answer?.error?.code).toBe('blocked_host');
  });

  it('nor an allowed external one', async () => {
    const path = `/redirect/302?to=${encodeURIComponent('http://127.0.0.2:1/')}`;
    const service = { ...external('127.0.0.1', path), allowHosts: ['127.0.0.1'], follow: 3 };
    expect((await run({}, service)).answer?.error?.code).toBe('blocked_host');
  });

  it('health and ping are guarded too', async () => {
    driver = start({});
    const service = {
      ...external('127.0.0.1'),
      health: { url: server.url('/ok'), status: [], timeout: 2000 },
    };
    const { health } = await driver.run({ op: 'health', service });
    expect(health).toMatchObject({ state: 'unhealthy', reason: 'blocked_host' });
    const { ping } = await driver.run({ op: 'ping', service });
    expect(ping).toMatchObject({ reachable: false, error: 'blocked_host' });
    const raw = serviceAt(`redis://127.0.0.1:${server.port}`, { type: 'external' });
    expect((await driver.run({ op: 'ping', service: raw })).ping?.error).toBe('blocked_host');
    expect(server.connections()).toBe(0);
  });
});

describe.each(ENGINES)('redirects on $name', ({ start }) => {
  let server: FaultServer;
  let other: FaultServer;
  let driver: Driver;
  beforeAll(async () => {
    driver = start({ env: { TOKEN: 'the-secret-token' } });
    [server, other] = await Promise.all([startFaultServer(), startFaultServer()]);
  });
  afterAll(() => Promise.all([driver.close(), server.close(), other.close()]));
  const call = async (status: number, to: string, follow = 3) => {
    const path = `/redirect/${status}?to=${encodeURIComponent(to)}`;
    const service = serviceAt(server.url(path), {
      follow,
      headers: { 'X-Api-Version': '7' },
      auth: { type: 'bearer', secret: { from: 'env', name: 'TOKEN' } },
    });
    const { answer } = await driver.run({ op: 'call', service, body: { a: 1 } });
    return answer;
  };

  it.each([301, 302, 303])('%i makes a POST a GET without a body', async (status) => {
    const answer = await call(status, '/echo');
    expect(answer?.data).toMatchObject({ method: 'GET', body: '' });
    expect((answer?.data as { headers: object }).headers).not.toHaveProperty('content-type');
  });

  it.each([307, 308])('%i keeps method, body and key', async (status) => {
    const answer = await call(status, '/echo');
    expect(answer?.data).toMatchObject({ method: 'POST', body: '{"a":1}' });
  });

  it('1.4-redirect: what is the service’s own goes to its own origin only', async () => {
    const same = await call(307, '/echo');
    const own = (same?.data as { headers: Record<string, string> }).headers;
    expect(own).toMatchObject({ 'x-api-version': '7', authorization: 'Bearer ***' });
    // The same host: another port is another origin.
    const answer = await call(307, other.url('/echo'));
    const foreign = (answer?.data as { headers: Record<string, string> }).headers;
    expect(foreign).not.toHaveProperty('authorization');
    expect(foreign).not.toHaveProperty('x-api-version');
    expect(foreign).toHaveProperty('idempotency-key');
  });

  it('ends after as many as the service allows', async () => {
    const loop = server.url('/redirect/307?to=/redirect/307');
    const answer = await call(307, loop, 2);
    expect(answer?.error).toMatchObject({ code: 'redirected' });
  });

  it.each(['file:///etc/passwd', 'ftp://x.test/', '', 'http://'])(
    'to "%s" is refused',
    async (to) => {
      expect((await call(302, to))?.error?.code).toBe('redirected');
    },
  );
});
