// Services that answer from a table: for tests, for trying a registry, for CI without a network.
import type {
  ErrorCode,
  HealthReport,
  HealthState,
  PingReport,
  ServiceAnswer,
  ServiceCall,
  ServiceClient,
} from '../call/types.ts';
import { systemClock } from '../clock.ts';
import type { Clock } from '../call/types.ts';
import { shownUrl } from '../call/url.ts';
import type { Service } from '../registry/types.ts';
import { type Reply, toReplies } from './reply.ts';

export interface MockOptions {
  /**
   * By `ORG.service` or by the URL of an endpoint: a body, or a reply `{ status, body, headers, delay, error, times }`
   * with at least one of these, or a list of replies that are given one after the other.
   */
  responses?: Record<string, unknown>;
  clock?: Clock;
}

/** One call that a mock was asked for. */
export interface RecordedCall {
  org: string;
  service: string;
  endpoint: string;
  method: string;
  body: unknown;
  idempotencyKey?: string;
}

interface Entry {
  replies: Reply[];
  given: number;
}

const USUAL_ERRORS: Partial<Record<ErrorCode, string>> = {
  connection_refused: 'refused the connection',
  dns_failed: 'has no address',
  timeout: 'did not answer in time',
};

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** A `ServiceClient` without a network. Everything succeeds unless the table says otherwise; calls are recorded. */
export class MockServiceClient implements ServiceClient {
  /** Every call so far, the oldest first. */
  readonly calls: RecordedCall[] = [];
  readonly #entries: Map<string, Entry>;
  readonly #clock: Clock;

  constructor({ responses = {}, clock = systemClock }: MockOptions = {}) {
    const entries = Object.entries(responses);
    this.#entries = new Map(
      entries.map(([key, value]) => [key, { replies: toReplies(value), given: 0 }]),
    );
    this.#clock = clock;
  }

  async call({ service, body, idempotencyKey, signal }: ServiceCall): Promise<ServiceAnswer> {
    const { org, name, method } = service;
    const endpoint = shownUrl(service.endpoints[0]?.url ?? '');
    const key = idempotencyKey === undefined ? {} : { idempotencyKey };
    this.calls.push({ org, service: name, endpoint, method, body, ...key });
    const started = this.#clock.now();
    const reply = this.#next(service);
    if (reply.delay !== undefined) await this.#clock.sleep(reply.delay, signal);
    return toAnswer(reply, { service, endpoint, ms: this.#clock.now() - started });
  }

  health(service: Service): Promise<HealthReport> {
    const { status = 200, error } = this.#now(service);
    const state: HealthState =
      error !== undefined || status >= 500 ? 'unhealthy' : isGood(status) ? 'healthy' : 'degraded';
    const reason = error ?? (isGood(status) ? undefined : String(status));
    const { org, name } = service;
    return Promise.resolve({
      org,
      service: name,
      state,
      ...(reason === undefined ? {} : { reason }),
      ms: 0,
    });
  }

  ping({ org, name, ...service }: Service): Promise<PingReport> {
    const { status = 200, error } = this.#now({ org, name, ...service });
    const said = error === undefined ? { status } : { error };
    return Promise.resolve({ org, service: name, reachable: error === undefined, ...said, ms: 0 });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #entry({ org, name, endpoints }: Service): Entry | undefined {
    const keys = [`${org}.${name}`, ...endpoints.map(({ url }) => url)];
    return keys.map((key) => this.#entries.get(key)).find((entry) => entry !== undefined);
  }

  /** The reply that the next call will have. */
  #now(service: Service): Reply {
    const usual = { body: { mock: true, service: `${service.org}.${service.name}` } };
    const entry = this.#entry(service);
    let left = entry?.given ?? 0;
    for (const reply of entry?.replies ?? []) {
      if (reply.times === undefined || left < reply.times) return reply;
      left -= reply.times;
    }
    return usual;
  }

  #next(service: Service): Reply {
    const reply = this.#now(service);
    const entry = this.#entry(service);
    if (entry) entry.given += 1;
    return reply;
  }
}

function toAnswer(
  { status = 200, body = null, headers = {}, error }: Reply,
  { service, endpoint, ms }: { service: Service; endpoint: string; ms: number },
): ServiceAnswer {
  const who = `${service.org}.${service.name}`;
  const code = error ?? (status >= 500 ? 'http_5xx' : status >= 400 ? 'http_4xx' : undefined);
  const got = error === undefined ? status : 0;
  const answer = {
    status: got,
    data: error === undefined ? body : null,
    headers,
    attempts: [{ endpoint, status: got, ...(code === undefined ? {} : { error: code }), ms }],
    endpoint,
    latencyMs: ms,
  };
  if (code === undefined) return { ok: true, ...answer };
  const what =
    error === undefined ? `answered ${status}` : (USUAL_ERRORS[error] ?? `failed: ${error}`);
  return { ok: false, ...answer, error: { code, message: `${who} ${what} (mock)` } };
}
