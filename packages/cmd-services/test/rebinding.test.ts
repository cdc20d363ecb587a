// A name that answers with a public address when it is checked and with a private one afterwards.
import { describe, expect, it } from 'vitest';
import { HttpServiceClient } from '../src/call/http-client.ts';
import { CallFault } from '../src/call/fault.ts';
import type { Transport, WireRequest } from '../src/call/transport/types.ts';
import { serviceAt } from './service.ts';

function watched(answers: string[][]) {
  const sent: WireRequest[] = [];
  let lookups = 0;
  const transport: Transport = {
    send: (request) => {
      sent.push(request);
      return Promise.reject(new CallFault('connection_refused', 'refused'));
    },
    lookup: () => {
      lookups += 1;
      return Promise.resolve(answers[Math.min(lookups, answers.length) - 1] ?? []);
    },
    connect: () => Promise.reject(new CallFault('connection_refused', 'refused')),
    close: () => undefined,
  };
  return { transport, sent, lookups: () => lookups };
}

const service = serviceAt('https://rebound.test/v1', {
  type: 'external',
  retry: { attempts: 2, base: 0, cap: 0 },
});

describe('rebinding', () => {
  it('the address that was checked is the one that is connected to', async () => {
    const { transport, sent, lookups } = watched([['1.1.1.1', '1.0.0.1'], ['127.0.0.1']]);
    const client = new HttpServiceClient({ transport, stateDir: null, env: {} });
    const { error } = await client.call({ service, body: {}, retries: 0 });
    expect(error?.code).toBe('connection_refused');
    expect(lookups()).toBe(1);
    expect(sent.map(({ addresses }) => addresses)).toEqual([['1.1.1.1', '1.0.0.1']]);
  });

  it('the next try looks it up again, and judges again', async () => {
    const { transport, sent } = watched([['1.1.1.1'], ['127.0.0.1']]);
    const client = new HttpServiceClient({ transport, stateDir: null, env: {} });
    const { error, attempts } = await client.call({ service, body: {} });
    expect(error?.code).toBe('blocked_host');
    expect(attempts.map((one) => one.error)).toEqual(['connection_refused', 'blocked_host']);
    expect(sent).toHaveLength(1);
  });
});
