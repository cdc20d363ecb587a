// The services of a registry: listed, and found by name.
import { EXIT, Failure, nearest } from '@rhachet/kit';
import { shownUrl } from '../call/url.ts';
import type { Org, Registry, Service } from '../registry/types.ts';

/** One row of `routes`. */
export interface Route {
  org: string;
  org_name: string;
  service: string;
  /** The first one; empty where there is none. */
  endpoint: string;
  endpoints: { url: string; weight: number }[];
  type: 'internal' | 'external';
  description?: string;
  /** Takes what means the org and none of its services. */
  default: boolean;
  health?: string;
}

const toRoute = (org: Org, service: Service): Route => ({
  org: org.code,
  org_name: org.name,
  service: service.name,
  endpoint: shownUrl(service.endpoints[0]?.url ?? ''),
  endpoints: service.endpoints.map(({ url, weight }) => ({ url: shownUrl(url), weight })),
  type: service.type,
  ...(service.description === undefined ? {} : { description: service.description }),
  default: org.defaultService === service.name,
  ...(service.health ? { health: shownUrl(service.health.url) } : {}),
});

/** Every service, in the order of the registry. */
export const listRoutes = ({ orgs }: Registry): Route[] =>
  orgs.flatMap((org) => org.services.map((service) => toRoute(org, service)));

function unknown(what: string, name: string, among: string[]): Failure {
  const close = nearest(name, among);
  const listed = among.slice(0, 20).join(', ');
  return new Failure(`there is no ${what} ${name}`, {
    code: what === 'org' ? 'UNKNOWN_ORG' : 'UNKNOWN_SERVICE',
    exit: EXIT.notFound,
    hint: close.length > 0 ? `did you mean ${close.join(' or ')}?` : `there are: ${listed}`,
  });
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** An org by its code, whatever the case. Throws a `Failure` (exit 127) that names the nearest. */
export function orgNamed({ orgs }: Registry, code: string): Org {
  const found = orgs.find((org) => org.code === code) ?? orgs.find((org) => same(org.code, code));
  if (found) return found;
  throw unknown(
    'org',
    code,
    orgs.map((org) => org.code),
  );
}

function serviceNamed(org: Org, name: string): Service {
  const { services } = org;
  const found =
    services.find((one) => one.name === name) ?? services.find((one) => same(one.name, name));
  if (found) return found;
  throw unknown(
    'service',
    `${org.code}.${name}`,
    services.map((one) => `${org.code}.${one.name}`),
  );
}

export interface Which {
  org?: string | undefined;
  service?: string | undefined;
  /** Without a service the org's default one, not all of them. */
  one?: boolean;
}

/** All services, those of an org, or one. Throws a `Failure` (exit 127) for a name that is none. */
export function servicesOf(
  registry: Registry,
  { org: code, service, one = false }: Which,
): Service[] {
  if (code === undefined) return registry.orgs.flatMap((org) => org.services);
  const org = orgNamed(registry, code);
  const name = service ?? (one ? org.defaultService : undefined);
  return name === undefined ? org.services : [serviceNamed(org, name)];
}
