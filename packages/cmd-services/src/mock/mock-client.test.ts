// The mock: bodies, replies, sequences, what it records, and that health and ping answer from the same table.
import { expect, it } from 'vitest';
import { loadRegistry } from '../registry/load.ts';
import type { Service } from '../registry/types.ts';
import { SEED } from '../testing/seed.fixture.ts';
import { MockServiceClient } from './mock-client.ts';

const { registry } = loadRegistry(SEED, { source: 's', hash: 'h' });
const service = (name: string): Service => {
  const found = registry.orgs.flatMap((org) => org.services).find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const URL = 'http://lucidia:8091/v1/salesforce';
const salesforce = service('salesforce');
const ask = async (responses: Record<string, unknown>, times = 1): Promise<unknown[]> => {
  const mock = new MockServiceClient({ responses });
  const answers: unknown[] = [];
  for (let at = 0; at < times; at += 1) {
    const { ok, status, data, error } = await mock.call({ service: salesforce, body: {} });
    answers.push([ok, status, data, error?.code]);
  }
  return answers;
};
const usual = { mock: true, service: 'FND.salesforce' };

it.each<[string, Record<string, unknown>, unknown[]]>([
  ['F40: nothing said', {}, [[true, 200, usual, undefined]]],
  ['F41: a body by URL', { [URL]: { synced: 100 } }, [[true, 200, { synced: 100 }, undefined]]],
  ['a body by name', { 'FND.salesforce': 'hi' }, [[true, 200, 'hi', undefined]]],
  ['a list is a body', { [URL]: [1, 2] }, [[true, 200, [1, 2], undefined]]],
  [
    'a body that has the keys of a reply but not its values',
    { [URL]: { status: 'ok' } },
    [[true, 200, { status: 'ok' }, undefined]],
  ],
  ['a reply', { [URL]: { status: 503, body: { e: 1 } } }, [[false, 503, { e: 1 }, 'http_5xx']]],
  ['a client’s mistake', { [URL]: { status: 404 } }, [[false, 404, null, 'http_4xx']]],
  [
    '1.7-faults: an error',
    { [URL]: { error: 'connection_refused' } },
    [[false, 0, null, 'connection_refused']],
  ],
  [
    'so many times',
    { [URL]: { error: 'timeout', times: 2 } },
    [
      [false, 0, null, 'timeout'],
      [false, 0, null, 'timeout'],
      [true, 200, usual, undefined],
    ],
  ],
  [
    'a sequence',
    { [URL]: [{ status: 500, times: 1 }, { body: 1 }] },
    [
      [false, 500, null, 'http_5xx'],
      [true, 200, 1, undefined],
      [true, 200, 1, undefined],
    ],
  ],
])('%s', async (_, responses, wanted) => {
  expect(await ask(responses, wanted.length)).toEqual(wanted);
});

it('records what it was asked', async () => {
  const mock = new MockServiceClient();
  await mock.call({ service: salesforce, body: { a: 1 }, idempotencyKey: 'k' });
  expect(mock.calls).toEqual([
    {
      org: 'FND',
      service: 'salesforce',
      endpoint: URL,
      method: 'POST',
      body: { a: 1 },
      idempotencyKey: 'k',
    },
  ]);
});

it('1.7-faults: a delay is waited for by the clock that is given', async () => {
  const slept: number[] = [];
  const clock = {
    now: () => slept.length * 300,
    wall: () => 0,
    sleep: (ms: number) => Promise.resolve(void slept.push(ms)),
  };
  const mock = new MockServiceClient({ responses: { [URL]: { delay: '300ms' } }, clock });
  const { latencyMs } = await mock.call({ service: salesforce, body: {} });
  expect([slept, latencyMs]).toEqual([[300], 300]);
});

it.each([
  [{}, 'healthy', true],
  [{ status: 404 }, 'degraded', true],
  [{ status: 503 }, 'unhealthy', true],
  [{ error: 'dns_failed' }, 'unhealthy', false],
])('health and ping of %j', async (reply, state, reachable) => {
  const mock = new MockServiceClient({ responses: { 'FND.salesforce': reply } });
  expect((await mock.health(salesforce)).state).toBe(state);
  expect((await mock.ping(salesforce)).reachable).toBe(reachable);
});
