// The library: every call of the first example, in TypeScript, and what the result says.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { makeRepo, type Repo, until } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServiceClient } from './call/types.ts';
import { Dispatcher, MockServiceClient } from './index.ts';
import { SEED } from './testing/seed.fixture.ts';
import { UPSTREAM_39 } from './testing/upstream.fixture.ts';

let repo: Repo;
let server: Server;
let bodies: unknown[];
let port: number;
beforeAll(async () => {
  repo = makeRepo({ 'routes/registry.yaml': SEED, 'late.yaml': UPSTREAM_39 });
  bodies = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (body !== '') bodies.push(JSON.parse(body));
      const status = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 200);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ success: status === 200, synced: 150 }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
  repo.remove();
});

const seed = (): string => repo.path('routes/registry.yaml');
const mocked = (): Dispatcher => new Dispatcher({ registry: seed(), mock: true });
const at = (path: string, more: object = {}) => ({
  orgs: {
    FND: { services: { salesforce: { endpoint: `http://127.0.0.1:${port}${path}`, ...more } } },
  },
  rules: [{ pattern: 'salesforce', org: 'FND', service: 'salesforce' }],
});

describe('deciding and calling', () => {
  it('F1 F4 F5 F19 F20 F26 1.6-time: a query reaches the service that it means', async () => {
    const back = process.cwd();
    process.chdir(repo.dir);
    const dispatcher = new Dispatcher({ mock: true });
    process.chdir(back);
    const result = await dispatcher.dispatch('sync salesforce contacts');
    expect(result).toMatchObject({
      ok: true,
      query: 'sync salesforce contacts',
      decided_by: 'rule',
      org: 'FND',
      org_name: 'BlackRoad-Foundation',
      service: 'salesforce',
      endpoint: 'http://lucidia:8091/v1/salesforce',
      category: 'crm',
      status: 200,
      cached: false,
    });
    expect(result.confidence).toBeGreaterThanOrEqual(0.95);
    expect(result.response.data).toEqual({ mock: true, service: 'FND.salesforce' });
    expect(result.ts).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    await dispatcher.close();
  });

  it('F6 F7 F46: the cloud, arithmetic and mentions, by the prototype’s registry', async () => {
    const dispatcher = new Dispatcher({ registry: repo.path('late.yaml'), mock: true });
    const cloud = await dispatcher.dispatch('deploy my cloudflare worker');
    expect(cloud.org).toBe('CLD');
    const sum = await dispatcher.dispatch('what is 2+2');
    expect([sum.org, sum.service]).toEqual(['AI', 'router']);
    const mention = await dispatcher.dispatch('@copilot sync salesforce');
    expect([mention.org, mention.service]).toEqual(['AI', 'ollama']);
    expect(dispatcher.warnings.length).toBeGreaterThan(0);
  });

  it('F2 1.2-form: an API call, by its path; its body is what is sent', async () => {
    const dispatcher = new Dispatcher({ registry: at('/v1/contacts') });
    const result = await dispatcher.dispatch({
      source: 'api',
      method: 'POST',
      path: '/v1/contacts',
      headers: {},
      body: { first: 'Ada' },
    });
    expect(result).toMatchObject({ ok: true, query: 'POST /v1/contacts', decided_by: 'structure' });
    expect(bodies.at(-1)).toEqual({ first: 'Ada' });
    await dispatcher.close();
  });

  it('F3 1.2-form: a webhook, by its event', async () => {
    const registry = {
      ...at('/hook'),
      rules: [{ org: 'FND', service: 'salesforce', when: { source: 'webhook', event: 'push' } }],
    };
    const dispatcher = new Dispatcher({ registry });
    const webhook = {
      source: 'webhook',
      event: 'push',
      from: 'github',
      payload: { ref: 'main' },
    } as const;
    const result = await dispatcher.dispatch(webhook);
    expect(result).toMatchObject({ ok: true, query: 'webhook:push', decided_by: 'rule' });
    expect(bodies.at(-1)).toEqual({ event: 'push', source: 'github', payload: { ref: 'main' } });
    await dispatcher.close();
  });

  it('1.2-refused: what says nothing is refused, and no service is called', async () => {
    const client = new MockServiceClient();
    const dispatcher = new Dispatcher({ registry: seed(), client });
    const result = await dispatcher.dispatch('');
    expect(result).toMatchObject({ ok: false, error: { code: 'no_route' }, attempts: [] });
    expect(result.response).toEqual({ success: false, status: 0, data: undefined, headers: {} });
    expect(client.calls).toEqual([]);
  });

  it('1.2-threshold: what is not sure enough for the registry is not called', async () => {
    const text = 'what is 2+2';
    const usual = await mocked().dispatch(text);
    expect(usual).toMatchObject({ ok: true, service: 'router' });
    const least = Math.min(1, usual.confidence + 0.01);
    const strict = repo.path('strict.yaml');
    repo.write({ 'strict.yaml': `${SEED}defaults: { min_confidence: ${least} }\n` });
    const client = new MockServiceClient();
    const result = await new Dispatcher({ registry: strict, client }).dispatch(text);
    expect(result).toMatchObject({ ok: false, error: { code: 'no_route' } });
    expect(result.confidence).toBeLessThan(least);
    expect(client.calls).toEqual([]);
  });

  it('1.3-early: a target that is none has its signal, and is counted', async () => {
    const lines: string[] = [];
    const onSignal = (line: string) => lines.push(line);
    const dispatcher = new Dispatcher({ registry: seed(), mock: true, onSignal });
    const { signal } = await dispatcher.dispatchTo('XYZ');
    expect(lines).toEqual(['❌ OS → NONE : dispatch_failed, error=unknown_target']);
    expect(signal).toBe(lines[0]);
    expect(dispatcher.stats).toMatchObject({ total: 1, success_rate: 0 });
  });

  it('1.6-memory: a dispatcher that lives on keeps no result', async () => {
    const dispatcher = mocked();
    const kept = new WeakRef(await dispatcher.dispatch('salesforce'));
    // One more, so that nothing of the first is left where the last one stands.
    await dispatcher.dispatch('salesforce');
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    await until(() => (collect(), kept.deref() === undefined), 'the result to be gone');
    expect(dispatcher.stats.total).toBe(2);
  });

  it('1.6-stdout: the library prints nothing', async () => {
    const write = vi.spyOn(process.stdout, 'write');
    const log = vi.spyOn(console, 'log');
    try {
      await mocked().dispatch('salesforce');
      await mocked().dispatch('');
      expect(await mocked().healthCheck('FND')).toBe('healthy');
      expect([write.mock.calls, log.mock.calls]).toEqual([[], []]);
    } finally {
      vi.restoreAllMocks();
    }
  });
});

describe('what is sent', () => {
  it('F15 F16 1.2-context: POST of query and context; the JSON that is answered', async () => {
    const dispatcher = new Dispatcher({ registry: at('/x') });
    const result = await dispatcher.dispatch('sync salesforce', { context: { user: 'u' } });
    expect(bodies.at(-1)).toEqual({ query: 'sync salesforce', context: { user: 'u' } });
    expect(result.data).toEqual({ success: true, synced: 150 });
    await dispatcher.dispatch('sync salesforce');
    expect(bodies.at(-1)).toEqual({ query: 'sync salesforce', context: {} });
    await dispatcher.close();
  });

  it.each<[object, unknown]>([
    [{ data: { a: 1 } }, { query: 'q salesforce', context: {}, a: 1 }],
    [{ data: [1] }, { query: 'q salesforce', context: {}, data: [1] }],
    [{ data: { query: 'mine' }, rawBody: true }, { query: 'mine' }],
  ])('F17: %j', async (options, body) => {
    const client = new MockServiceClient();
    await new Dispatcher({ registry: seed(), client }).dispatch('q salesforce', options);
    expect(client.calls[0]?.body).toEqual(body);
  });

  it('1.4-overwrite: data may not overwrite the query', async () => {
    const sent = mocked().dispatch('salesforce', { data: { query: 'mine' } });
    await expect(sent).rejects.toMatchObject({ code: 'USAGE', exit: 64 });
  });

  it('F21 1.3-case 1.3-envelope: to a target that is named goes the data alone', async () => {
    const client = new MockServiceClient();
    const dispatcher = new Dispatcher({ registry: seed(), client });
    const data = { action: 'sync', objects: ['Contact', 'Lead'] };
    const result = await dispatcher.dispatchTo('FND', 'salesforce', { data });
    expect(result).toMatchObject({ ok: true, query: 'FND.salesforce', decided_by: 'explicit' });
    expect(client.calls[0]?.body).toEqual(data);
    await dispatcher.dispatchTo('fnd', 'STRIPE');
    expect(client.calls[1]).toMatchObject({ service: 'stripe', body: {} });
    await dispatcher.dispatchTo('AI', undefined, { query: 'hello' });
    expect(client.calls[2]).toMatchObject({
      service: 'router',
      body: { query: 'hello', context: {} },
    });
  });

  it('a target that is not there is said with the nearest', async () => {
    const result = await mocked().dispatchTo('FND', 'salesfroce');
    expect(result).toMatchObject({ ok: false, error: { code: 'unknown_target' } });
    expect(result.error?.hint).toContain('FND.salesforce');
  });
});

describe('what goes wrong', () => {
  it('F18 F38 1.6-status: nothing listens', async () => {
    const registry = {
      orgs: { HW: { services: { pi: { endpoint: 'http://127.0.0.1:1/', retry: 1 } } } },
    };
    const lines: string[] = [];
    const dispatcher = new Dispatcher({ registry, onSignal: (line) => lines.push(line) });
    const result = await dispatcher.dispatchTo('HW', 'pi');
    expect(result).toMatchObject({ ok: false, status: 0, error: { code: 'connection_refused' } });
    expect(lines).toEqual(['❌ OS → HW : dispatch_failed, error=connection_refused']);
    expect(result.signal).toBe(lines[0]);
    await dispatcher.close();
  });

  it('1.4-error: an error of the service has a code, and keeps its body', async () => {
    const dispatcher = new Dispatcher({ registry: at('/s/422') });
    const result = await dispatcher.dispatch('salesforce');
    expect(result).toMatchObject({ ok: false, status: 422, error: { code: 'http_4xx' } });
    expect(result.data).toEqual({ success: false, synced: 150 });
    await dispatcher.close();
  });

  it('1.4-fallback: the fallback answers when every endpoint failed, and its own fallback is not asked', async () => {
    const client = new MockServiceClient({
      responses: { 'A.one': { status: 503 }, 'A.two': { error: 'timeout' }, 'A.three': 1 },
    });
    const services = {
      one: { endpoint: 'http://h/1', fallback: 'A.two' },
      two: { endpoint: 'http://h/2', fallback: 'A.three' },
      three: { endpoint: 'http://h/3', fallback: 'http://h/4' },
    };
    const dispatcher = new Dispatcher({ registry: { orgs: { A: { services } } }, client });
    const result = await dispatcher.dispatchTo('A', 'one');
    expect(client.calls.map(({ service }) => service)).toEqual(['one', 'two']);
    expect(result).toMatchObject({ ok: false, service: 'two', error: { code: 'timeout' } });
    expect(result.attempts.map(({ error }) => error)).toEqual(['http_5xx', 'timeout']);
    expect((await dispatcher.dispatchTo('A', 'three')).ok).toBe(true);
    expect(client.calls).toHaveLength(3);
  });

  it('a fallback that is a URL', async () => {
    const registry = at('/x', {
      endpoint: 'http://127.0.0.1:1/',
      retry: 1,
      fallback: `http://127.0.0.1:${port}/y`,
    });
    const dispatcher = new Dispatcher({ registry });
    expect(await dispatcher.dispatch('salesforce')).toMatchObject({
      ok: true,
      endpoint: `http://127.0.0.1:${port}/y`,
    });
    await dispatcher.close();
  });

  it('F45 1.3-limits: a limit of the registry', async () => {
    const registry = { ...at('/x', { rate_limit: { per_second: 0.1, burst: 2 } }) };
    const lines: string[] = [];
    const dispatcher = new Dispatcher({
      registry,
      mock: true,
      onSignal: (line) => lines.push(line),
    });
    const codes = [];
    for (let round = 0; round < 3; round += 1)
      codes.push((await dispatcher.dispatch('salesforce')).error?.code);
    expect(codes).toEqual([undefined, undefined, 'rate_limited']);
    expect(lines.at(-1)).toMatch(/^🚫 OS → FND : rate_limited, retry_after=[\d.]+s$/);
  });

  it('no registry, and a bad one', () => {
    expect(() => new Dispatcher({ registry: '/nowhere.yaml' })).toThrow(
      expect.objectContaining({ code: 'NO_REGISTRY', exit: 66 }),
    );
    expect(() => new Dispatcher({ registry: { orgs: 3 } })).toThrow(
      expect.objectContaining({ code: 'BAD_REGISTRY', exit: 78 }),
    );
  });
});

describe('looking', () => {
  it('F22: routes', () => {
    const routes = mocked().listRoutes();
    expect(routes.map(({ org, service, endpoint }) => `${org}.${service} -> ${endpoint}`)).toEqual([
      'FND.salesforce -> http://lucidia:8091/v1/salesforce',
      'FND.stripe -> http://lucidia:8092/v1/stripe',
      'AI.router -> http://alice:8080/v1/complete',
      'AI.agents -> http://alice:8082/v1/agents',
    ]);
  });

  it('F23 F24 F39 1.5-default 1.6-health-signal: health of one and of all', async () => {
    const lines: string[] = [];
    const client = new MockServiceClient({ responses: { 'AI.agents': { status: 500 } } });
    const dispatcher = new Dispatcher({
      registry: seed(),
      client,
      onSignal: (line) => lines.push(line),
    });
    expect(await dispatcher.healthCheck('FND', 'salesforce')).toBe('healthy');
    expect(lines).toEqual(['🟢 OS → OS : health_check, FND.salesforce=healthy']);
    // An org alone means its default service, not nothing.
    expect(await dispatcher.healthCheck('AI')).toBe('healthy');
    expect(await dispatcher.healthCheckAll()).toEqual({
      FND: { salesforce: 'healthy', stripe: 'healthy' },
      AI: { router: 'healthy', agents: 'unhealthy' },
    });
    expect(lines.at(-1)).toBe('🔴 OS → OS : health_check, AI.agents=unhealthy');
    await expect(dispatcher.healthCheck('FDN')).rejects.toMatchObject({
      exit: 127,
      hint: 'did you mean FND?',
    });
  });

  it('F43: counts', async () => {
    const dispatcher = mocked();
    expect(dispatcher.stats).toEqual({ total: 0, success_rate: 0, by_org: {}, avg_latency_ms: 0 });
    await dispatcher.dispatch('salesforce');
    await dispatcher.dispatch('salesforce');
    await dispatcher.dispatch('');
    const { total, success_rate, by_org, avg_latency_ms } = dispatcher.stats;
    expect({ total, by_org }).toEqual({ total: 3, by_org: { FND: 2 } });
    expect(success_rate).toBeCloseTo(2 / 3);
    expect(avg_latency_ms).toBeGreaterThan(0);
  });

  it('F44: why, in the fields of a decision, and nothing is called', () => {
    const client = new MockServiceClient();
    const dispatcher = new Dispatcher({ registry: seed(), client });
    const why = dispatcher.explain('sync salesforce contacts');
    expect(why).toMatchObject({
      call: 'sync salesforce contacts',
      status: 'resolved',
      selected: 'FND.salesforce',
      decided_by: 'rule',
      org: 'FND',
      service: 'salesforce',
      confidence: 1,
    });
    expect(why.candidates.length).toBeGreaterThan(0);
    expect(why.steps[0]).toMatchObject({ step: 'rule' });
    expect(client.calls).toEqual([]);
  });

  it('F47: a batch, in the order of its requests', async () => {
    const client = new MockServiceClient({ responses: { 'FND.salesforce': { delay: 20 } } });
    const dispatcher = new Dispatcher({ registry: seed(), client });
    const queries = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? `salesforce ${i}` : ''));
    const results = await dispatcher.batch(queries);
    expect(results.map(({ query }) => query)).toEqual(queries);
    expect(results.map(({ ok }) => ok)).toEqual(queries.map((query) => query !== ''));
  });

  it('F25 F42 1.7-client: a client of one’s own is asked, and closed', async () => {
    let closed = 0;
    const own = new MockServiceClient({ responses: { 'FND.salesforce': 1 } });
    const client: ServiceClient = {
      call: (call) => own.call(call),
      health: (service) => own.health(service),
      ping: (service) => own.ping(service),
      close: () => Promise.resolve(void (closed += 1)),
    };
    // It wins over `mock`.
    const dispatcher = new Dispatcher({ registry: seed(), client, mock: true });
    expect((await dispatcher.dispatch('salesforce')).data).toBe(1);
    await dispatcher.close();
    expect(closed).toBe(1);
  });
});
