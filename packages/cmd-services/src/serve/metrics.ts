// GET /metrics: what was dispatched and how it went, which endpoints are left alone, what became of the registry.
import { Counter, Histogram, type Metric, prometheusText } from '@rhachet/serve';
import { type Routes, servicesNamed } from '../cache/routes.ts';
import type { BreakerState, ServiceClient } from '../call/types.ts';
import type { Dispatched } from '../dispatch/types.ts';
import type { Service } from '../registry/types.ts';
import type { CurrentRoutes } from './current-routes.ts';

const OPEN: Record<BreakerState['state'], number> = { closed: 0, half_open: 0.5, open: 1 };

const gauge = (name: string, help: string, value: number): Metric => ({
  name,
  help,
  type: 'gauge',
  samples: [{ value }],
});

export class Metrics {
  readonly #dispatches = new Counter({
    name: 'rhachet_dispatches_total',
    help: 'Dispatches by the service that answered and what came of it: ok, or the code of the error.',
  });
  readonly #latency = new Histogram({
    name: 'rhachet_dispatch_duration_seconds',
    help: 'Time from a request to its result, all tries included.',
  });
  readonly #requests = new Counter({
    name: 'rhachet_http_requests_total',
    help: 'HTTP requests to this server by path and status.',
  });
  #running = 0;

  dispatched({ ok, org = '', service = '', error, latency_ms }: Dispatched): void {
    this.#dispatches.add({ org, service, outcome: ok ? 'ok' : (error?.code ?? 'unknown') });
    this.#latency.observe({ org }, latency_ms / 1000);
  }

  began(): void {
    this.#running += 1;
  }

  ended(path: string, status: number): void {
    this.#running -= 1;
    this.#requests.add({ path, status: String(status) });
  }

  /** The services that were called so far and are still there. */
  #called(routes: Routes): Service[] {
    const names = new Set(
      this.#dispatches.seen().map(({ org = '', service = '' }) => `${org}.${service}`),
    );
    const found = [...names].flatMap((name) =>
      servicesNamed(routes, name.slice(name.indexOf('.') + 1)).filter(
        (one) => `${one.org}.${one.name}` === name,
      ),
    );
    return found;
  }

  #breakers(client: ServiceClient, routes: Routes): Metric {
    const samples = this.#called(routes).flatMap((service) =>
      (client.breakers?.(service) ?? []).map(({ endpoint, state }) => ({
        labels: { org: service.org, service: service.name, endpoint },
        value: OPEN[state],
      })),
    );
    const help = 'Whether an endpoint is left alone: 1 open, 0.5 tried again, 0 closed.';
    return { name: 'rhachet_breaker_open', help, type: 'gauge', samples };
  }

  text(client: ServiceClient, current: CurrentRoutes): string {
    const { routes, reloads, failures, loadedAt, error } = current;
    return prometheusText([
      this.#dispatches.metric(),
      this.#latency.metric(),
      this.#requests.metric(),
      gauge(
        'rhachet_http_requests_running',
        'HTTP requests that are being answered.',
        this.#running,
      ),
      this.#breakers(client, routes),
      {
        name: 'rhachet_registry_reloads_total',
        help: 'Changes of the registry file: those in use, and those that could not be used.',
        type: 'counter',
        samples: [
          { labels: { outcome: 'ok' }, value: reloads },
          { labels: { outcome: 'error' }, value: failures },
        ],
      },
      gauge(
        'rhachet_registry_stale',
        'Whether the file holds something that cannot be used.',
        error ? 1 : 0,
      ),
      gauge(
        'rhachet_registry_services',
        'Services of the registry in use.',
        routes.services.length,
      ),
      gauge(
        'rhachet_registry_loaded_timestamp_seconds',
        'When the registry in use was loaded.',
        loadedAt / 1000,
      ),
    ]);
  }
}
