// Calls services over HTTP.
import { makeTransport } from '#transport';
import { version } from '../version.ts';
import { systemClock } from '../clock.ts';
import { checkHealth } from '../health/health.ts';
import { pingService } from '../health/ping.ts';
import type { Service } from '../registry/types.ts';
import type { Random } from './backoff.ts';
import { Breaker } from './breaker/breaker.ts';
import { openJournal } from './breaker/open-journal.ts';
import { breakerDirectory } from './breaker/state-dir.ts';
import { EndpointOrder } from './endpoint-order.ts';
import { toCallError } from './fault.ts';
import { makeMask, NO_MASK } from './mask.ts';
import { type Parts, type Performed, perform } from './perform.ts';
import { prepare } from './prepare.ts';
import { RetryBudget } from './retry-budget.ts';
import { Secrets } from './secret.ts';
import type { Transport } from './transport/types.ts';
import { shownUrl } from './url.ts';
import type {
  BreakerState,
  Clock,
  HealthReport,
  PingReport,
  ServiceAnswer,
  ServiceCall,
  ServiceClient,
} from './types.ts';

export interface HttpClientOptions {
  clock?: Clock;
  /** 0 to 1, for jitter and the choice among endpoints. */
  random?: Random;
  /** Of secrets, `TRACEPARENT` and the cache directory. */
  env?: Record<string, string | undefined>;
  /**
   * Where breakers keep their state, so that the next process knows it; `null` keeps it in memory. Without it the
   * user's cache directory, and memory where that cannot be written.
   */
  stateDir?: string | null;
  /** Instead of the network. */
  transport?: Transport;
  /** All addresses of a host name, for the guard. */
  lookup?: Transport['lookup'];
}

function makeParts(options: HttpClientOptions): Parts {
  const { clock = systemClock, random = Math.random, env = process.env } = options;
  const transport = { ...(options.transport ?? makeTransport()) };
  if (options.lookup) transport.lookup = options.lookup;
  const { stateDir = breakerDirectory(env) } = options;
  const secrets = new Secrets(env);
  const common = { secrets, version, traceparent: env.TRACEPARENT };
  return {
    clock,
    random,
    transport,
    breaker: new Breaker(openJournal(stateDir ?? undefined), clock),
    order: new EndpointOrder(random),
    budget: new RetryBudget(),
    prepare: (call, deadline) => prepare(call, { ...common, deadline }),
  };
}

function toAnswer({
  outcome,
  attempts,
  endpoint,
  prepared,
}: Performed): Omit<ServiceAnswer, 'latencyMs'> {
  const { status, data, headers, body, fault } = outcome;
  const mask = prepared ? makeMask(prepared.credentials.secrets) : NO_MASK;
  const error = fault && toCallError(fault);
  return {
    ok: !fault,
    status,
    data: mask.value(data),
    headers: mask.value(headers) as Record<string, string>,
    ...(body ? { body: mask.bytes(body) } : {}),
    ...(error ? { error: { ...error, message: mask.text(error.message) } } : {}),
    attempts,
    endpoint,
  };
}

/**
 * The client that the dispatcher uses. `call` resolves whatever the service does: `error` says what went wrong. What an
 * answer holds of the secret that was sent is replaced by `***`.
 */
export class HttpServiceClient implements ServiceClient {
  readonly #parts: Parts;

  constructor(options: HttpClientOptions = {}) {
    this.#parts = makeParts(options);
  }

  async call(call: ServiceCall): Promise<ServiceAnswer> {
    const { clock } = this.#parts;
    const started = clock.now();
    const performed = await perform(call, this.#parts);
    return { ...toAnswer(performed), latencyMs: clock.now() - started };
  }

  health(service: Service, signal?: AbortSignal): Promise<HealthReport> {
    return checkHealth(service, { ...this.#parts, signal });
  }

  ping(service: Service, signal?: AbortSignal): Promise<PingReport> {
    return pingService(service, { ...this.#parts, signal });
  }

  breakers({ endpoints, breaker }: Service): BreakerState[] {
    return endpoints.map(({ url }) => ({
      endpoint: shownUrl(url),
      ...this.#parts.breaker.look(url, breaker),
    }));
  }

  close(): Promise<void> {
    this.#parts.transport.close();
    return Promise.resolve();
  }
}
