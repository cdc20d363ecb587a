// From a decision and a call to the result that is returned and printed.
import { AMBIGUOUS } from '@rhachet/kit';
import type { OrgHead } from '../cache/compile.ts';
import type { ServiceAnswer, ServiceCall } from '../call/types.ts';
import type { RouteDecision, Target } from '../decision/types.ts';
import type { Service } from '../registry/types.ts';
import type { ServiceRequest } from '../request/types.ts';
import type { DispatchResult } from '../result.ts';
import { queryOf } from './body.ts';
import type { DispatchOptions, Dispatched, ServiceResponse } from './types.ts';

/** What is to be done. */
export interface Job {
  request: ServiceRequest;
  target?: Target | undefined;
  options: DispatchOptions;
}

/** What was called, which is not what was decided where a fallback answered. */
export interface CallOf {
  service: Service;
  answer: ServiceAnswer;
}

interface Done {
  job: Job;
  made: RouteDecision;
  called: CallOf | undefined;
  org: OrgHead | undefined;
  /** Milliseconds that it took, and when it was over. */
  time: { ms: number; wall: number };
}

type Outcome = Pick<DispatchResult, 'ok' | 'attempts'> & Partial<DispatchResult>;

export const toRequest = (query: string | ServiceRequest): ServiceRequest =>
  typeof query === 'string' ? { source: 'text', text: query } : query;

/** Milliseconds with three decimals. */
const toMicros = (ms: number): number => Math.round(ms * 1000) / 1000;

const NO_RESPONSE: ServiceResponse = { success: false, status: 0, data: undefined, headers: {} };

/** The options that are the call's, without those that are absent. */
export function callOptions(options: DispatchOptions): Omit<ServiceCall, 'service' | 'body'> {
  const { timeout, retries, idempotencyKey, traceparent, signal, stream } = options;
  return {
    ...(timeout === undefined ? {} : { timeout }),
    ...(retries === undefined ? {} : { retries }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(signal ? { signal } : {}),
    ...(stream === undefined ? {} : { stream }),
  };
}

function refused({ decision }: RouteDecision, { target }: Job): Outcome {
  const { code, message = 'no service is meant', suggestion } = decision.error ?? {};
  const why = code === AMBIGUOUS ? 'ambiguous' : target ? 'unknown_target' : 'no_route';
  const hint = suggestion === undefined ? {} : { hint: suggestion };
  return { ok: false, error: { code: why, message, ...hint }, attempts: [] };
}

function answered({ service, answer }: CallOf, org: OrgHead | undefined): Outcome {
  const { ok, status, data, error, attempts, endpoint } = answer;
  return {
    ok,
    org: service.org,
    org_name: org?.name ?? service.org,
    service: service.name,
    endpoint,
    status,
    data,
    ...(error ? { error } : {}),
    attempts: attempts.map(({ ms, ...attempt }) => ({ ...attempt, ms: toMicros(ms) })),
  };
}

function responseOf({ answer }: CallOf): ServiceResponse {
  const { ok: success, status, data, headers, body } = answer;
  return { success, status, data, headers, ...(body ? { body } : {}) };
}

/** The result, in the order of fields in which it is printed. */
export function toDispatched(
  { job, made, called, org, time }: Done,
  signalOf: (result: Omit<DispatchResult, 'signal'>) => string,
): Dispatched {
  const { ok, ...outcome } = called ? answered(called, org) : refused(made, job);
  const result = {
    ok,
    request_id: job.options.requestId ?? crypto.randomUUID(),
    query: queryOf(job.request, job.target),
    ...(made.decidedBy === undefined ? {} : { decided_by: made.decidedBy }),
    ...(made.category === undefined ? {} : { category: made.category }),
    confidence: made.confidence,
    candidates: made.scored,
    ...outcome,
    latency_ms: toMicros(time.ms),
    cached: false,
  };
  const ts = new Date(time.wall).toISOString();
  const response = called ? responseOf(called) : NO_RESPONSE;
  return { ...result, signal: signalOf({ ...result, ts }), ts, response };
}
