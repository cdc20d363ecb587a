// What a dispatch is asked for, what it is made of, and what it gives.
import type { Routes } from '../cache/routes.ts';
import type { Clock, ServiceClient } from '../call/types.ts';
import type { Registry } from '../registry/types.ts';
import type { DispatchResult } from '../result.ts';

export interface DispatchOptions {
  /** Sent beside the query. */
  context?: unknown;
  /** Sent under its own keys; it may not name `query` or `context`. What is no object is sent as `data`. */
  data?: unknown;
  /** `data` is all that is sent. */
  rawBody?: boolean;
  /** Milliseconds for everything; overrides the service's. */
  timeout?: number;
  /** Further tries after the first; overrides the service's. */
  retries?: number;
  idempotencyKey?: string;
  /** W3C trace context of the caller. */
  traceparent?: string;
  signal?: AbortSignal;
  /** `response.body` is read by the caller as it comes. */
  stream?: boolean;
  /** The request's own id; made where it is absent. */
  requestId?: string;
}

/** What the service answered. */
export interface ServiceResponse {
  success: boolean;
  /** 0 where no answer came. */
  status: number;
  data: unknown;
  headers: Record<string, string>;
  body?: AsyncIterable<Uint8Array>;
}

/** A `DispatchResult` as it is printed, and the response that belongs to it. */
export interface Dispatched extends DispatchResult {
  response: ServiceResponse;
}

/** Calls so far, of the last of them. */
export interface Stats {
  total: number;
  /** 0 to 1; 0 where nothing was dispatched. */
  success_rate: number;
  by_org: Record<string, number>;
  avg_latency_ms: number;
}

/** What a dispatcher is made of. */
export interface Parts {
  /** The compiled registry; asked for when something is decided. */
  routes: () => Routes;
  /** The registry, for those who list it. */
  registry: () => Registry;
  client: ServiceClient;
  clock: Clock;
  /** Given each signal line, without the end of it. */
  onSignal: (line: string) => void;
}
