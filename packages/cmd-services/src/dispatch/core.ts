// The dispatcher: decides, calls, says what it did. Commands and the library give it its parts.
import { AMBIGUOUS } from '@rhachet/kit';
import type { HealthReport, HealthState, PingReport, ServiceAnswer } from '../call/types.ts';
import type { RouteDecision } from '../decision/types.ts';
import type { Registry, Service } from '../registry/types.ts';
import type { ServiceRequest } from '../request/types.ts';
import type { DispatchResult } from '../result.ts';
import { confidenceSignal, dispatchSignal, healthSignal } from '../signals/of-result.ts';
import { bodyOf, queryOf } from './body.ts';
import { fallbackOf } from './fallback.ts';
import { inOrder, mapWide } from './pool.ts';
import { listRoutes, type Route, servicesOf } from './routes.ts';
import type {
  DispatchOptions,
  Dispatched,
  Parts,
  ServiceResponse,
  Stats,
  Target,
} from './types.ts';

/** As many checks, or calls of a batch, at a time. */
const WIDTH = 16;

/** What `explain` gives: the fields of the dispatch-map document, and the steps that led to the decision. */
export interface Explanation extends Pick<
  RouteDecision['decision'],
  'call' | 'status' | 'selected' | 'candidates' | 'error'
> {
  query: string;
  decided_by?: RouteDecision['decidedBy'];
  org?: string;
  service?: string;
  category?: string;
  confidence: number;
  steps: RouteDecision['steps'];
  scored: RouteDecision['scored'];
}

interface Job {
  request: ServiceRequest;
  target?: Target | undefined;
  options: DispatchOptions;
}

const toRequest = (query: string | ServiceRequest): ServiceRequest =>
  typeof query === 'string' ? { source: 'text', text: query } : query;

/** Milliseconds with three decimals. */
const toMicros = (ms: number): number => Math.round(ms * 1000) / 1000;

const NO_RESPONSE: ServiceResponse = { success: false, status: 0, data: undefined, headers: {} };

export class DispatcherCore {
  protected readonly parts: Parts;
  readonly #stats = { total: 0, ok: 0, ms: 0, byOrg: new Map<string, number>() };

  constructor(parts: Parts) {
    this.parts = parts;
  }

  get registry(): Registry {
    return this.parts.registry;
  }

  /**
   * Decides which service a request means, calls it, and says what came of it. Resolves also when the call failed
   * or when no service is meant: `ok` and `error` say so. Rejects (`Failure`) for a request that is written wrongly.
   */
  dispatch(query: string | ServiceRequest, options: DispatchOptions = {}): Promise<Dispatched> {
    return this.#perform({ request: toRequest(query), options });
  }

  /** The same with a target that the caller names. Without `service` the org's default service is meant. */
  dispatchTo(
    org: string,
    service?: string,
    options: DispatchOptions & { query?: string } = {},
  ): Promise<Dispatched> {
    const { query = '', ...rest } = options;
    const target = { org, ...(service === undefined ? {} : { service }) };
    return this.#perform({ request: toRequest(query), target, options: rest });
  }

  /** Dispatches all, sixteen at a time; the results are in the order of the requests. */
  async batch(
    queries: Iterable<string | ServiceRequest>,
    options: DispatchOptions = {},
  ): Promise<Dispatched[]> {
    const results: Dispatched[] = [];
    const jobs = inOrder(queries, WIDTH, (query) => this.dispatch(query, options));
    for await (const result of jobs) results.push(result);
    return results;
  }

  /** Which service a request means, and why. Calls nothing. */
  decide(query: string | ServiceRequest, target?: Target): RouteDecision {
    return this.parts.router(toRequest(query), target);
  }

  /** The same as data. */
  explain(query: string | ServiceRequest, target?: Target): Explanation {
    const request = toRequest(query);
    const made = this.decide(request, target);
    const { call, status, selected, candidates, error } = made.decision;
    return {
      call,
      status,
      ...(selected === undefined ? {} : { selected }),
      candidates,
      ...(error ? { error } : {}),
      query: queryOf(request, target),
      ...(made.decidedBy === undefined ? {} : { decided_by: made.decidedBy }),
      ...(made.service ? { org: made.service.org, service: made.service.name } : {}),
      ...(made.category === undefined ? {} : { category: made.category }),
      confidence: made.confidence,
      steps: made.steps,
      scored: made.scored,
    };
  }

  /** Every service, in the order of the registry. */
  listRoutes(): Route[] {
    return listRoutes(this.registry);
  }

  /** The state of one service, or of the org's default service. Throws a `Failure` (exit 127) for a name that is none. */
  async healthCheck(org: string, service?: string): Promise<HealthState> {
    const [found] = servicesOf(this.registry, { org, service, one: true });
    if (!found) return 'unknown';
    const { state } = await this.#health(found);
    return state;
  }

  /** The states of all services, by org and name. */
  async healthCheckAll(): Promise<Record<string, Record<string, HealthState>>> {
    const states: Record<string, Record<string, HealthState>> = {};
    for (const { org, service, state } of await this.healthReports()) {
      states[org] ??= {};
      states[org][service] = state;
    }
    return states;
  }

  /** What `health` prints: all services, or those of one org, sixteen at a time. */
  healthReports(org?: string): Promise<HealthReport[]> {
    return mapWide(servicesOf(this.registry, { org }), WIDTH, (service) => this.#health(service));
  }

  /** Whether anything answers at the endpoint. Whatever it answers, it is there. */
  ping(service: Service): Promise<PingReport> {
    return this.parts.client.ping(service);
  }

  /** Of all dispatches of this object. */
  get stats(): Stats {
    const { total, ok, ms, byOrg } = this.#stats;
    return {
      total,
      success_rate: total === 0 ? 0 : ok / total,
      by_org: Object.fromEntries(byOrg),
      avg_latency_ms: total === 0 ? 0 : ms / total,
    };
  }

  /** Ends what is open. */
  close(): Promise<void> {
    return this.parts.client.close();
  }

  async #health(service: Service): Promise<HealthReport> {
    const report = await this.parts.client.health(service);
    this.parts.onSignal(healthSignal(report));
    return report;
  }

  async #perform(job: Job): Promise<Dispatched> {
    const { clock, router } = this.parts;
    const started = clock.now();
    const made = router(job.request, job.target);
    const answer = made.service ? await this.#call(made.service, job) : undefined;
    const { ok, ...outcome } = answer ? this.#answered(answer) : refused(made, job);
    const result = {
      ok,
      request_id: job.options.requestId ?? crypto.randomUUID(),
      query: queryOf(job.request, job.target),
      ...(made.decidedBy === undefined ? {} : { decided_by: made.decidedBy }),
      ...(made.category === undefined ? {} : { category: made.category }),
      confidence: made.confidence,
      candidates: made.scored,
      ...outcome,
      latency_ms: toMicros(clock.now() - started),
      cached: false,
      ts: new Date(clock.wall()).toISOString(),
    };
    return this.#said(result, answer);
  }

  async #call(service: Service, { request, target, options }: Job): Promise<CallOf> {
    const body = bodyOf(request, { options, target });
    const { client } = this.parts;
    const call = { service, body, ...callOptions(options) };
    const answer = await client.call(call);
    const other = answer.ok ? undefined : fallbackOf(this.registry, service, answer.error?.code);
    if (!other) return { service, answer };
    const second = await client.call({ ...call, service: other });
    return {
      service: other,
      answer: { ...second, attempts: [...answer.attempts, ...second.attempts] },
    };
  }

  #answered({
    service,
    answer,
  }: CallOf): Partial<DispatchResult> & Pick<DispatchResult, 'ok' | 'attempts'> {
    const { ok, status, data, error, attempts, endpoint } = answer;
    const org = this.registry.orgs.find((one) => one.code === service.org);
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

  #said(result: Omit<DispatchResult, 'signal'>, called: CallOf | undefined): Dispatched {
    const { onSignal } = this.parts;
    const unsure = confidenceSignal(result);
    if (unsure !== undefined) onSignal(unsure);
    const signal = dispatchSignal(result);
    onSignal(signal);
    this.#count(result);
    if (!called) return { ...result, signal, response: NO_RESPONSE };
    const { ok: success, status, data, headers, body } = called.answer;
    const response = { success, status, data, headers, ...(body ? { body } : {}) };
    return { ...result, signal, response };
  }

  #count({ ok, org, latency_ms }: Omit<DispatchResult, 'signal'>): void {
    this.#stats.total += 1;
    this.#stats.ok += ok ? 1 : 0;
    this.#stats.ms += latency_ms;
    const { byOrg } = this.#stats;
    if (org !== undefined) byOrg.set(org, (byOrg.get(org) ?? 0) + 1);
  }
}

interface CallOf {
  service: Service;
  answer: ServiceAnswer;
}

/** The options that are the call's, without those that are absent. */
function callOptions({
  timeout,
  retries,
  idempotencyKey,
  traceparent,
  signal,
  stream,
}: DispatchOptions) {
  return {
    ...(timeout === undefined ? {} : { timeout }),
    ...(retries === undefined ? {} : { retries }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(signal ? { signal } : {}),
    ...(stream === undefined ? {} : { stream }),
  };
}

function refused({ decision }: RouteDecision, { target }: Job) {
  const { code, message = 'no service is meant', suggestion } = decision.error ?? {};
  const why = code === AMBIGUOUS ? 'ambiguous' : target ? 'unknown_target' : 'no_route';
  const hint = suggestion === undefined ? {} : { hint: suggestion };
  return { ok: false, error: { code: why, message, ...hint }, attempts: [] };
}
