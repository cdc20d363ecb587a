// One call of a service, as the dispatcher asks for it and as it is answered.
import type { Service } from '../registry/types.ts';

/** Stable strings: scripts compare them. `http_4xx` and `http_5xx` stand for the class of the status. */
export type ErrorCode =
  | 'connection_refused'
  | 'connection_reset'
  | 'dns_failed'
  | 'timeout'
  | 'tls_failed'
  | 'http_4xx'
  | 'http_5xx'
  | 'rate_limited'
  | 'circuit_open'
  | 'blocked_host'
  | 'too_large'
  | 'bad_response'
  | 'redirected'
  | 'no_endpoint'
  | 'secret_missing'
  | 'cancelled';

export interface CallError {
  code: ErrorCode;
  message: string;
  hint?: string;
  /** Milliseconds that the service, the breaker or a limit asks for. */
  retryAfter?: number;
}

/** One request on the wire, or one that was not made (an open breaker). */
export interface Attempt {
  endpoint: string;
  /** 0 where no answer came. */
  status: number;
  error?: ErrorCode;
  ms: number;
}

export interface ServiceCall {
  service: Service;
  /** The JSON that is sent. */
  body: unknown;
  /** Overrides the service's, milliseconds. */
  timeout?: number;
  retries?: number;
  idempotencyKey?: string;
  /** W3C; sent on, or made. */
  traceparent?: string;
  signal?: AbortSignal;
  /** The body is handed on as it comes. */
  stream?: boolean;
}

export interface ServiceAnswer {
  ok: boolean;
  /** Of the last try; 0 where no answer came. */
  status: number;
  /** JSON where it is JSON, else text; kept for errors too. */
  data: unknown;
  headers: Record<string, string>;
  /** Present with `stream: true` once a 2xx began; reading it can fail with a `CallError`. */
  body?: AsyncIterable<Uint8Array>;
  error?: CallError;
  attempts: Attempt[];
  /** The endpoint that answered last. */
  endpoint: string;
  latencyMs: number;
}

export type HealthState = 'healthy' | 'degraded' | 'unhealthy' | 'unknown';

export interface HealthReport {
  org: string;
  service: string;
  state: HealthState;
  /** Why it is not healthy; the status or the error. */
  reason?: string;
  ms: number;
}

export interface PingReport {
  org: string;
  service: string;
  reachable: boolean;
  status?: number;
  error?: ErrorCode;
  ms: number;
}

/** Whether an endpoint is asked: `open` not, `half_open` by one call that finds out whether it is back. */
export interface BreakerState {
  endpoint: string;
  state: 'closed' | 'open' | 'half_open';
  /** In a row. */
  failures: number;
}

/** What the dispatcher calls services with: the real one, a mock, or a user's own. */
export interface ServiceClient {
  call: (call: ServiceCall) => Promise<ServiceAnswer>;
  health: (service: Service, signal?: AbortSignal) => Promise<HealthReport>;
  ping: (service: Service, signal?: AbortSignal) => Promise<PingReport>;
  /** The state of each endpoint of a service; a client without breakers has none. */
  breakers?: (service: Service) => BreakerState[];
  close: () => Promise<void>;
}

/** Time, so that tests need not wait. Milliseconds. */
export interface Clock {
  /** Monotonic. */
  now: () => number;
  /** Since the epoch. */
  wall: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}
