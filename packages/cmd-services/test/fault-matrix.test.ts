// What the client makes of every fault, on both engines: how many requests, which code, which exit code.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT_OF } from '../src/call/exit-code.ts';
import type { ErrorCode } from '../src/call/types.ts';
import type { Service } from '../src/registry/types.ts';
import type { Driver } from './driver.ts';
import { ENGINES } from './engines.ts';
import { type FaultServer, startFaultServer } from './fault-server.ts';
import { serviceAt } from './service.ts';

interface Row {
  fault: string;
  path: string;
  more?: Partial<Service>;
  code?: ErrorCode;
  exit?: number;
  status?: number;
  /** Requests that arrive for a POST that must not be repeated. */
  once: number;
  /** Requests that arrive when the service is idempotent. */
  repeated: number;
  /** With `idempotent` it succeeds in the end. */
  recovers?: boolean;
}

const SHORT = { connect: 1000, try: 600, total: 50_000 };

/** Those that end by a time-out: all at once. */
const WAITING: Row[] = [
  {
    fault: 'no answer',
    path: '/hang',
    more: { timeouts: SHORT },
    code: 'timeout',
    exit: 75,
    once: 1,
    repeated: 3,
  },
  {
    fault: 'a body that stalls',
    path: '/stall',
    more: { timeouts: SHORT },
    code: 'timeout',
    exit: 75,
    once: 1,
    repeated: 3,
  },
  {
    fault: 'a body that drips too slowly',
    path: '/drip/100/50',
    more: { timeouts: SHORT },
    code: 'timeout',
    exit: 75,
    once: 1,
    repeated: 3,
  },
];

const ROWS: Row[] = [
  { fault: 'none', path: '/ok', status: 200, once: 1, repeated: 1 },
  {
    fault: 'a reset after the request',
    path: '/reset',
    code: 'connection_reset',
    exit: 69,
    once: 1,
    repeated: 3,
  },
  {
    fault: 'a connection that ends without an answer',
    path: '/hangup',
    code: 'connection_reset',
    exit: 69,
    once: 1,
    repeated: 3,
  },
  {
    fault: 'a body that is cut off',
    path: '/cut',
    code: 'connection_reset',
    exit: 69,
    once: 1,
    repeated: 3,
  },
  ...([500, 502, 503, 504] as const).map((status): Row => ({
    fault: `${status} twice`,
    path: `/flaky/2/${status}`,
    code: 'http_5xx',
    exit: 76,
    status,
    once: 1,
    repeated: 3,
    recovers: true,
  })),
  {
    fault: '500 for good',
    path: '/status/500',
    code: 'http_5xx',
    exit: 76,
    status: 500,
    once: 1,
    repeated: 3,
  },
  {
    fault: '501, which does not pass',
    path: '/status/501',
    code: 'http_5xx',
    exit: 76,
    status: 501,
    once: 1,
    repeated: 1,
  },
  {
    fault: '408',
    path: '/flaky/1/408',
    code: 'http_4xx',
    exit: 76,
    status: 408,
    once: 1,
    repeated: 2,
    recovers: true,
  },
  {
    fault: '429 with Retry-After',
    path: '/busy/1/429',
    code: 'rate_limited',
    exit: 75,
    status: 429,
    once: 1,
    repeated: 2,
    recovers: true,
  },
  {
    fault: '404',
    path: '/status/404',
    code: 'http_4xx',
    exit: 76,
    status: 404,
    once: 1,
    repeated: 1,
  },
  {
    fault: 'a redirect',
    path: '/redirect/302?to=http://169.254.169.254/latest',
    code: 'redirected',
    exit: 76,
    status: 302,
    once: 1,
    repeated: 1,
  },
  {
    fault: '1.4-redirect: to a metadata address, followed',
    path: '/redirect/307?to=http://169.254.169.254/latest',
    more: { follow: 3 },
    code: 'blocked_host',
    exit: 77,
    once: 1,
    repeated: 1,
  },
  {
    fault: '1.4-size: a body that is too large',
    path: '/large/3',
    more: { responseLimit: 1024 * 1024 },
    code: 'too_large',
    exit: 76,
    status: 200,
    once: 1,
    repeated: 1,
  },
  {
    fault: 'a body that says to be too large',
    path: '/large/3?declared',
    more: { responseLimit: 1024 * 1024 },
    code: 'too_large',
    exit: 76,
    status: 200,
    once: 1,
    repeated: 1,
  },
  {
    fault: 'bad JSON',
    path: '/badjson',
    code: 'bad_response',
    exit: 76,
    status: 200,
    once: 1,
    repeated: 1,
  },
  {
    fault: 'JSON that nests 100,000 deep',
    path: '/deep/100000',
    code: 'bad_response',
    exit: 76,
    status: 200,
    once: 1,
    repeated: 1,
  },
];

const pathOf = (path: string): string => path.split('?', 1)[0] ?? '';

interface Setting {
  server: FaultServer;
  driver: Driver;
}

async function isSentOnce(row: Row, { server, driver }: Setting): Promise<void> {
  const service = serviceAt(server.url(row.path), row.more);
  const { answer } = await driver.run({ op: 'call', service });
  expect(answer?.error?.code).toBe(row.code);
  expect(answer?.ok).toBe(row.code === undefined);
  if (row.status !== undefined) expect(answer?.status).toBe(row.status);
  if (row.code) expect(EXIT_OF[row.code]).toBe(row.exit);
  expect(server.hits(pathOf(row.path))).toHaveLength(row.once);
  expect(answer?.attempts).toHaveLength(row.once);
}

async function isRepeated(row: Row, { server, driver }: Setting): Promise<void> {
  const service = serviceAt(server.url(row.path), { ...row.more, idempotent: true });
  const { answer } = await driver.run({ op: 'call', service });
  const hits = server.hits(pathOf(row.path));
  expect(hits).toHaveLength(row.repeated);
  expect(answer?.attempts).toHaveLength(row.repeated);
  expect(answer?.error?.code).toBe(row.recovers ? undefined : row.code);
  expect(new Set(hits.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
}

const ONCE = 'a POST that may have been carried out is sent once';
const AGAIN = 'an idempotent one is tried again where that can help, with the same key';

describe.each(ENGINES)('on $name', ({ start }) => {
  let driver: Driver;
  beforeAll(() => {
    driver = start({});
  });
  afterAll(() => driver.close());

  async function withServer(work: (server: FaultServer) => Promise<void>): Promise<void> {
    const server = await startFaultServer();
    await work(server).finally(() => server.close());
  }

  describe.each(ROWS)('$fault', (row) => {
    it(`1.4-once: ${ONCE}`, () => withServer((server) => isSentOnce(row, { server, driver })));
    it(`1.4-retried: ${AGAIN}`, () => withServer((server) => isRepeated(row, { server, driver })));
  });

  describe.concurrent.each(WAITING)('$fault', (row) => {
    const alone = (work: typeof isSentOnce): Promise<void> =>
      withServer(async (server) => {
        const own = start({});
        await work(row, { server, driver: own }).finally(() => own.close());
      });
    it(`1.4-once: ${ONCE}`, () => alone(isSentOnce));
    it(`1.4-retried: ${AGAIN}`, () => alone(isRepeated));
  });
});
