// The dispatcher as a library: `new Dispatcher()` finds its registry and calls services.
import { routesFor } from './cache/routes-for.ts';
import type { Routes } from './cache/routes.ts';
import { HttpServiceClient } from './call/http-client.ts';
import type { Clock, ServiceClient } from './call/types.ts';
import { systemClock } from './clock.ts';
import { DispatcherCore } from './dispatch/core.ts';
import { MockServiceClient } from './mock/mock-client.ts';
import { registryFromFile, registryFromValue } from './registry/from-file.ts';
import type { Loaded } from './registry/load.ts';
import type { Finding, Registry } from './registry/types.ts';

export interface DispatcherOptions {
  /**
   * The path of a registry, a value of the same form, or one that is loaded. Without it the registry is found as the
   * commands find it: `$RHACHET_ROUTES`, the nearest `routes/registry.yaml` or `registry.yaml` upwards, the user's own.
   */
  registry?: string | object | Registry;
  /** Who calls the services; the network unless given. */
  client?: ServiceClient;
  /** Every call succeeds without a network, unless `client` says otherwise. */
  mock?: boolean;
  clock?: Clock;
  /** Given each signal line. Nothing is written anywhere unless you do. */
  onSignal?: (line: string) => void;
}

const isLoaded = (value: object): value is Registry =>
  'hash' in value && 'orgs' in value && Array.isArray(value.orgs);

function load(registry: DispatcherOptions['registry']): Loaded {
  if (registry === undefined || typeof registry === 'string') return registryFromFile(registry);
  return isLoaded(registry) ? { registry, findings: [] } : registryFromValue(registry);
}

/**
 * Dispatches requests to services.
 *
 * ```ts
 * const dispatcher = new Dispatcher();
 * const result = await dispatcher.dispatch('sync salesforce contacts');
 * console.log(`${result.org}.${result.service}`, result.response.data);
 * await dispatcher.close();
 * ```
 *
 * The constructor reads the registry and throws a `Failure` where there is none (`exit` 66) or it is invalid (`exit` 78,
 * with line and column in the message).
 */
export class Dispatcher extends DispatcherCore {
  /** What loading the registry warned of. */
  readonly warnings: Finding[];

  constructor(options: DispatcherOptions = {}) {
    const { clock = systemClock, onSignal = () => undefined } = options;
    const { registry, findings } = load(options.registry);
    const mock = options.mock ? new MockServiceClient({ clock }) : undefined;
    const client = options.client ?? mock ?? new HttpServiceClient({ clock });
    // Compiled once; an earlier process may have done it.
    let routes: Routes | undefined;
    super({
      routes: () => (routes ??= routesFor(registry)),
      registry: () => registry,
      client,
      clock,
      onSignal,
    });
    this.warnings = findings;
  }
}
