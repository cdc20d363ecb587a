// The states mean what they say, and a dead landscape is known as dead soon; on both engines.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HealthCheck } from '../src/registry/types.ts';
import { checkAll } from '../src/health/check-all.ts';
import type { HealthReport, HealthState } from '../src/call/types.ts';
import type { Driver } from './driver.ts';
import { ENGINES } from './engines.ts';
import { type FaultServer, freePort, startFaultServer, startRaw } from './fault-server.ts';
import { serviceAt } from './service.ts';

describe.each(ENGINES)('on $name', ({ start }) => {
  let server: FaultServer;
  let driver: Driver;
  beforeAll(async () => {
    driver = start({ hosts: {} });
    server = await startFaultServer();
  });
  afterAll(() => Promise.all([driver.close(), server.close()]));
  const health = async (url: string, more: Partial<HealthCheck> = {}) => {
    const check = { url, status: [], timeout: 60_000, ...more };
    const report = await driver.run({ op: 'health', service: serviceAt('', { health: check }) });
    return report.health;
  };

  interface Row {
    path: string;
    check?: Partial<HealthCheck>;
    state: HealthState;
    reason?: string;
  }
  const rows: Row[] = [
    { path: '/ok', state: 'healthy' },
    { path: '/empty', state: 'healthy' },
    { path: '/badjson', state: 'healthy' },
    { path: '/text?say=all+ok', check: { body: 'ok' }, state: 'healthy' },
    { path: '/status/404', check: { status: [404] }, state: 'healthy' },
    { path: '/status/503', check: { status: [200, 503] }, state: 'healthy' },
    {
      path: '/text?say=bad',
      check: { body: 'ok' },
      state: 'degraded',
      reason: 'the answer does not hold "ok"',
    },
    { path: '/status/404', state: 'degraded', reason: 'status 404' },
    { path: '/status/429', state: 'degraded', reason: 'status 429' },
    { path: '/ok', check: { status: [204] }, state: 'degraded', reason: 'status 200' },
    { path: '/redirect/302?to=/login', state: 'degraded', reason: 'status 302' },
    { path: '/status/500', state: 'unhealthy', reason: 'status 500' },
    { path: '/status/503', state: 'unhealthy', reason: 'status 503' },
    { path: '/status/500', check: { body: 'ok' }, state: 'unhealthy', reason: 'status 500' },
    { path: '/reset', state: 'unhealthy', reason: 'connection_reset' },
    { path: '/hang', check: { timeout: 150 }, state: 'unhealthy', reason: 'timeout' },
    { path: '/stall', check: { timeout: 150, body: 'ok' }, state: 'unhealthy', reason: 'timeout' },
  ];

  it.each(rows)(
    '1.5-once: $path, $check, is $state, by one request',
    async ({ path, check, ...told }) => {
      const [bare = ''] = path.split('?', 1);
      const before = server.hits(bare).length;
      const report = await health(server.url(path), check);
      expect(report).toMatchObject({ org: 'FND', service: 'salesforce', state: told.state });
      expect(report?.reason).toBe(told.reason);
      expect(server.hits(bare)).toHaveLength(before + 1);
    },
  );

  it('slow is degraded', async () => {
    const report = await health(server.url('/slow/700'), { timeout: 1000 });
    // On a machine that is slower still the time-out comes first.
    expect(['degraded', 'unhealthy']).toContain(report?.state);
    expect(report?.reason).toMatch(/^slow: |^timeout$/);
  });

  it('1.5-dead: refused and unknown hosts are unhealthy; no URL is unknown', async () => {
    const refused = await health(`http://127.0.0.1:${await freePort()}/`);
    expect(refused).toMatchObject({ state: 'unhealthy', reason: 'connection_refused' });
    const noHost = await health('http://no-such-host.invalid/');
    expect(noHost).toMatchObject({ state: 'unhealthy', reason: 'dns_failed' });
    const none = await driver.run({ op: 'health', service: serviceAt(server.url('/ok')) });
    expect(none.health).toMatchObject({ state: 'unknown', reason: 'no health URL' });
    expect(await health('wss://a.test/')).toMatchObject({ state: 'unknown' });
  });

  describe('ping', () => {
    const ping = async (...urls: string[]) => {
      const endpoints = urls.map((url) => ({ url, weight: 1 }));
      return (await driver.run({ op: 'ping', service: serviceAt('', { endpoints }) })).ping;
    };

    it.each([200, 404, 405, 500])('1.5-ping: an answer of %i is one', async (status) => {
      const path = `/status/${status}`;
      expect(await ping(server.url(path))).toMatchObject({ reachable: true, status });
      expect(server.hits(path).at(-1)?.method).toBe('HEAD');
    });

    it('one that hangs up on HEAD is asked with OPTIONS', async () => {
      expect(await ping(server.url('/only/OPTIONS'))).toMatchObject({
        reachable: true,
        status: 200,
      });
    });

    it('a redirect is an answer', async () => {
      const url = server.url('/redirect/302?to=http://169.254.169.254/');
      expect(await ping(url)).toMatchObject({ reachable: true, status: 302 });
    });

    it('a web socket is asked over HTTP, anything else for a connection', async () => {
      const ws = server.url('/status/426').replace('http:', 'ws:');
      expect(await ping(ws)).toMatchObject({ reachable: true, status: 426 });
      const raw = await startRaw(() => undefined);
      expect(await ping(`redis://127.0.0.1:${raw.port}`)).toMatchObject({ reachable: true });
      await raw.close();
      expect(await ping(`redis://127.0.0.1:${raw.port}`)).toMatchObject({
        reachable: false,
        error: 'connection_refused',
      });
    });

    it('nothing there, and the next endpoint', async () => {
      const gone = `http://127.0.0.1:${await freePort()}/`;
      expect(await ping(gone)).toMatchObject({ reachable: false, error: 'connection_refused' });
      expect(await ping(gone, server.url('/ok'))).toMatchObject({ reachable: true });
      expect(await ping()).toMatchObject({ reachable: false, error: 'no_endpoint' });
      expect(await ping('custom:thing')).toMatchObject({ reachable: false, error: 'no_endpoint' });
    });
  });
});

describe('checkAll', () => {
  const services = Array.from({ length: 39 }, (_, n) => serviceAt('', { name: `s${n}` }));

  it('keeps the order, and begins sixteen at a time', async () => {
    const waiting: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const client = {
      health: async ({ org, name }: { org: string; name: string }): Promise<HealthReport> => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => waiting.push(resolve));
        running -= 1;
        return { org, service: name, state: 'healthy', ms: 1 };
      },
    };
    const done = checkAll(client, services);
    const seen: string[] = [];
    const reports = checkAll(
      {
        health: ({ org, name }) => Promise.resolve({ org, service: name, state: 'healthy', ms: 1 }),
      },
      services,
      { onReport: ({ service }) => seen.push(service) },
    );
    expect(most).toBe(16);
    expect((await reports).map(({ service }) => service)).toEqual(services.map(({ name }) => name));
    expect(seen).toHaveLength(39);
    const release = setInterval(() => waiting.splice(0).forEach((go) => go()), 1);
    expect(await done).toHaveLength(39);
    clearInterval(release);
  });

  it('checks that hang make room: all have begun before the first has ended', async () => {
    let begun = 0;
    let all: () => void = () => undefined;
    const everyOne = new Promise<void>((resolve) => (all = resolve));
    const client = {
      health: async ({ org, name }: { org: string; name: string }): Promise<HealthReport> => {
        begun += 1;
        if (begun === services.length) all();
        await everyOne;
        return { org, service: name, state: 'unhealthy', ms: 2000 };
      },
    };
    expect(await checkAll(client, services)).toHaveLength(39);
  });
});
