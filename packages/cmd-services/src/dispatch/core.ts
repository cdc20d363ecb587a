// The dispatcher: decides, calls, says what it did. Commands and the library give it its parts.
import type { Head } from '../cache/compile.ts';
import { orgsNamed, type Routes } from '../cache/routes.ts';
import type {
  CallError,
  HealthReport,
  HealthState,
  PingReport,
  ServiceAnswer,
} from '../call/types.ts';
import { shownUrl } from '../call/url.ts';
import { routerOf } from '../decision/router.ts';
import type { RouteDecision, Target } from '../decision/types.ts';
import { checkAll } from '../health/check-all.ts';
import { CallLimits } from '../limits/call-limits.ts';
import type { Registry, Service } from '../registry/types.ts';
import type { ServiceRequest } from '../request/types.ts';
import { confidenceSignal, dispatchSignal, healthSignal } from '../signals/of-result.ts';
import { bodyOf } from './body.ts';
import { explanationOf, type Explanation } from './explanation.ts';
import { fallbackOf } from './fallback.ts';
import { inOrder } from './pool.ts';
import { type CallOf, callOptions, type Job, toDispatched, toRequest } from './result-of.ts';
import { listRoutes, type Route, servicesOf } from './routes.ts';
import { Tally } from './tally.ts';
import type { DispatchOptions, Dispatched, Parts, Stats } from './types.ts';

/** As many calls of a batch at a time. */
const WIDTH = 16;

export class DispatcherCore {
  protected readonly parts: Parts;
  readonly #tally = new Tally();
  #limits: { of: Head; calls: CallLimits } | undefined;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The registry as it is used, with every default filled in. */
  get registry(): Registry {
    return this.parts.registry();
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

  /** Which service a request means. Calls nothing. */
  decide(query: string | ServiceRequest, target?: Target): RouteDecision {
    return routerOf(this.parts.routes())(toRequest(query), target);
  }

  /** The same with every candidate, every step, and why. */
  explain(query: string | ServiceRequest, target?: Target): Explanation {
    const request = toRequest(query);
    const route = routerOf(this.parts.routes());
    return explanationOf(route(request, target, { explain: true }), { request, target });
  }

  /** Every service, in the order of the registry. */
  listRoutes(): Route[] {
    return listRoutes(this.registry);
  }

  /** The state of one service, or of the org's default service. Rejects (`Failure`, exit 127) for a name that is none. */
  async healthCheck(org: string, service?: string): Promise<HealthState> {
    const [found] = servicesOf(this.registry, { org, service, one: true });
    if (!found) return 'unknown';
    const report = await this.parts.client.health(found);
    this.parts.onSignal(healthSignal(report));
    return report.state;
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

  /** What `health` prints: all services, or those of one org, beside each other. */
  async healthReports(org?: string, signal?: AbortSignal): Promise<HealthReport[]> {
    const services = servicesOf(this.registry, { org });
    const reports = await checkAll(this.parts.client, services, signal ? { signal } : {});
    for (const report of reports) this.parts.onSignal(healthSignal(report));
    return reports;
  }

  /** Whether anything answers at the endpoint. Whatever it answers, it is there. */
  ping(service: Service): Promise<PingReport> {
    return this.parts.client.ping(service);
  }

  /** Of all dispatches of this object. */
  get stats(): Stats {
    return this.#tally.stats();
  }

  /** Ends what is open. */
  close(): Promise<void> {
    return this.parts.client.close();
  }

  async #perform(job: Job): Promise<Dispatched> {
    const { clock, onSignal } = this.parts;
    const started = clock.now();
    const routes = this.parts.routes();
    const made = routerOf(routes)(job.request, job.target);
    const called = made.service ? await this.#call(made.service, { job, routes }) : undefined;
    const [org] = called ? orgsNamed(routes, called.service.org) : [];
    const time = { ms: clock.now() - started, wall: clock.wall() };
    const result = toDispatched({ job, made, called, time, org }, dispatchSignal);
    const unsure = confidenceSignal(result);
    if (unsure !== undefined) onSignal(unsure);
    onSignal(result.signal);
    this.#tally.count(result);
    return result;
  }

  /** Takes the call out of the limits, or says why there is none. */
  #limit(service: Service, { head }: Routes): CallError | undefined {
    const { rateLimit } = head.defaults;
    const { now } = this.parts.clock;
    const global = rateLimit ? { global: rateLimit } : {};
    // A registry that took the place of another brings limits of its own.
    if (this.#limits?.of !== head)
      this.#limits = { of: head, calls: new CallLimits({ ...global, orgs: head.orgs, now }) };
    return this.#limits.calls.take(service);
  }

  async #call(service: Service, { job, routes }: { job: Job; routes: Routes }): Promise<CallOf> {
    const { client } = this.parts;
    const call = { service, body: bodyOf(job.request, job), ...callOptions(job.options) };
    const error = this.#limit(service, routes);
    if (error) return { service, answer: limited(service, error) };
    const answer = await client.call(call);
    const other = answer.ok ? undefined : fallbackOf(routes, service, answer.error?.code);
    if (!other) return { service, answer };
    const second = await client.call({ ...call, service: other });
    const attempts = [...answer.attempts, ...second.attempts];
    return { service: other, answer: { ...second, attempts } };
  }
}

const limited = ({ endpoints }: Service, error: CallError): ServiceAnswer => ({
  ok: false,
  status: 0,
  data: undefined,
  headers: {},
  error,
  attempts: [],
  endpoint: shownUrl(endpoints[0]?.url ?? ''),
  latencyMs: 0,
});
