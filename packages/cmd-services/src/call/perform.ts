// A call: its tries over the endpoints of a service. The only place that repeats anything.
import { attempt, type Outcome } from './attempt.ts';
import { equalJitter, fullJitter, type Random } from './backoff.ts';
import type { Admission, Breaker, Result, Watch } from './breaker/breaker.ts';
import type { EndpointOrder } from './endpoint-order.ts';
import { CallFault } from './fault.ts';
import { isRepeatable, mayRepeat } from './may-repeat.ts';
import { messageTo, type Prepared } from './prepare.ts';
import type { RetryBudget } from './retry-budget.ts';
import { circuitOpen, noEndpoint } from './say.ts';
import type { Transport } from './transport/types.ts';
import type { Attempt, Clock, ErrorCode, ServiceCall } from './types.ts';
import { httpUrl, shownUrl } from './url.ts';

export interface Parts {
  clock: Clock;
  random: Random;
  transport: Transport;
  breaker: Breaker;
  order: EndpointOrder;
  budget: RetryBudget;
  /** Reads the secret, so only when a request really goes out. Rejects with a `CallFault`. */
  prepare: (call: ServiceCall, deadline: number) => Promise<Prepared>;
}

export interface Performed {
  outcome: Outcome;
  attempts: Attempt[];
  endpoint: string;
  prepared?: Prepared;
}

/** What each error says of the endpoint. */
const BREAKS = new Set<ErrorCode>([
  'connection_refused',
  'connection_reset',
  'dns_failed',
  'tls_failed',
  'timeout',
  'http_5xx',
]);
const NEUTRAL = new Set<ErrorCode>(['cancelled', 'blocked_host', 'secret_missing', 'no_endpoint']);

function resultOf({ fault }: Outcome): Result {
  if (!fault) return 'success';
  if (NEUTRAL.has(fault.code)) return 'neutral';
  return BREAKS.has(fault.code) ? 'failure' : 'success';
}

const failure = (fault: CallFault): Outcome => ({
  status: 0,
  headers: {},
  data: undefined,
  fault,
});

interface Times {
  try: number;
  connect: number;
  total: number;
}

/** The caller's total replaces the service's; a longer one lets a single try take all of it. */
function timesOf({ service, timeout }: ServiceCall): Times {
  const { timeouts } = service;
  if (timeout === undefined) return timeouts;
  const longest = timeout > timeouts.total ? timeout : timeouts.try;
  return { ...timeouts, total: timeout, try: Math.min(longest, timeout) };
}

/** One endpoint during one call. */
interface Candidate {
  url: string;
  tries: number;
  admission?: Admission;
  last?: Outcome;
}

class Run {
  readonly #call: ServiceCall;
  readonly #parts: Parts;
  readonly #times: Times;
  readonly #deadline: number;
  readonly #watch: Watch;
  readonly #attempts: Attempt[] = [];
  #prepared: Prepared | undefined;

  constructor(call: ServiceCall, parts: Parts) {
    this.#call = call;
    this.#parts = parts;
    this.#times = timesOf(call);
    this.#deadline = parts.clock.now() + this.#times.total;
    this.#watch = { ...call.service.breaker, lease: this.#times.try + 1000 };
  }

  async perform(): Promise<Performed> {
    const candidates = this.#candidates();
    const [first] = candidates;
    if (!first) return this.#done(failure(noEndpoint(this.#call.service)), '');
    let current: Candidate = first;
    let outcome: Outcome | undefined;
    /** Of the last request that was made: an endpoint that is left alone must not hide why another failed. */
    let real: Outcome | undefined;
    try {
      for (let next: Candidate | undefined = first; next;) {
        current = next;
        outcome = await this.#try(current);
        if (current.admission?.state !== 'open') real = outcome;
        next = await this.#next(candidates, real);
      }
    } finally {
      this.#settle(candidates);
    }
    return this.#done(real ?? outcome ?? failure(noEndpoint(this.#call.service)), current.url);
  }

  #done(outcome: Outcome, url: string): Performed {
    const performed = { outcome, attempts: this.#attempts, endpoint: shownUrl(url) };
    return this.#prepared ? { ...performed, prepared: this.#prepared } : performed;
  }

  #candidates(): Candidate[] {
    const { service } = this.#call;
    const callable = service.endpoints.filter(({ url }) => httpUrl(url));
    const { breaker, order } = this.#parts;
    const failing = (url: string): boolean => breaker.isFailing(url, this.#watch);
    const key = `${service.org}.${service.name}`;
    return order.order(key, callable, failing).map((url) => ({ url, tries: 0 }));
  }

  /** The endpoint to ask after `real`, once its time has come; `undefined` when the call is over. */
  async #next(candidates: Candidate[], real: Outcome | undefined): Promise<Candidate | undefined> {
    const { service, retries, signal } = this.#call;
    const most = retries === undefined ? service.retry.attempts : retries + 1;
    const made = candidates.reduce((sum, { tries }) => sum + tries, 0);
    const left = candidates.filter(({ admission }) => (admission?.state ?? 'closed') === 'closed');
    const next = left.sort((a, b) => a.tries - b.tries)[0];
    if (!next || signal?.aborted || made >= most) return undefined;
    if (!real) return next;
    if (!mayRepeat(real, isRepeatable(this.#call))) return undefined;
    const wait = next.tries === 0 ? 0 : this.#wait(real, next.tries);
    const { clock, budget } = this.#parts;
    if (clock.now() + wait >= this.#deadline) return undefined;
    if (!budget.spend(`${service.org}.${service.name}`)) return undefined;
    if (wait > 0) await clock.sleep(wait, signal);
    return signal?.aborted ? undefined : next;
  }

  #wait({ status, fault }: Outcome, tries: number): number {
    const { retry } = this.#call.service;
    const { random } = this.#parts;
    if (status !== 429 && status !== 503) return fullJitter(retry, tries, random);
    return Math.max(fault?.retryAfter ?? 0, equalJitter(retry, tries, random));
  }

  async #try(candidate: Candidate): Promise<Outcome> {
    const started = this.#parts.clock.now();
    const outcome = await this.#ask(candidate);
    const { fault, status } = outcome;
    this.#attempts.push({
      endpoint: shownUrl(candidate.url),
      status,
      ...(fault ? { error: fault.code } : {}),
      ms: Math.round((this.#parts.clock.now() - started) * 1000) / 1000,
    });
    return outcome;
  }

  async #ask(candidate: Candidate): Promise<Outcome> {
    const { breaker, clock, transport } = this.#parts;
    const { url } = candidate;
    const admission = (candidate.admission ??= breaker.admit(url, this.#watch));
    if (admission.state === 'open') return failure(circuitOpen(shownUrl(url), admission));
    candidate.tries += 1;
    const { service, signal, stream } = this.#call;
    try {
      const prepared = (this.#prepared ??= await this.#prepare());
      const left = this.#deadline - clock.now();
      const within = Math.max(1, Math.min(this.#times.try, left));
      candidate.last = await attempt(messageTo(new URL(url), prepared), {
        service,
        transport,
        within,
        connectTimeout: Math.min(this.#times.connect, within),
        signal,
        stream,
        wall: clock.wall(),
      });
      return candidate.last;
    } catch (error) {
      if (error instanceof CallFault) return failure(error);
      throw error;
    }
  }

  #prepare(): Promise<Prepared> {
    const { clock, prepare } = this.#parts;
    return prepare(this.#call, clock.wall() + this.#deadline - clock.now());
  }

  /** A call counts once for each endpoint, however often it tried: what the last try found. */
  #settle(candidates: Candidate[]): void {
    for (const { url, admission, last } of candidates) {
      if (!admission || admission.state === 'open' || this.#watch.failures === 0) continue;
      this.#parts.breaker.settle(url, last ? resultOf(last) : 'neutral', admission);
    }
  }
}

/** Never rejects for what a service, the network or the registry does. */
export function perform(call: ServiceCall, parts: Parts): Promise<Performed> {
  parts.budget.earn(`${call.service.org}.${call.service.name}`);
  return new Run(call, parts).perform();
}
