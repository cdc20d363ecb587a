// Who answers when every endpoint of a service failed.
import type { ErrorCode } from '../call/types.ts';
import { type Routes, servicesNamed } from '../cache/routes.ts';
import type { Service } from '../registry/types.ts';

/** The service itself is not there; a 4xx or a refusal of ours would be no other elsewhere. */
const FAILED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'connection_refused',
  'connection_reset',
  'dns_failed',
  'timeout',
  'tls_failed',
  'http_5xx',
  'circuit_open',
  'bad_response',
  'no_endpoint',
]);

const originOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).origin : undefined;

/**
 * The service at another URL. What shows who calls, and whatever else its headers hold, is for the origins of the
 * service alone: a stand-in elsewhere gets the request without them.
 */
function standIn(service: Service, url: string): Service {
  const there = { ...service, endpoints: [{ url, weight: 1 }] };
  const own = service.endpoints.map((endpoint) => originOf(endpoint.url));
  if (own.includes(originOf(url))) return there;
  delete there.auth;
  return { ...there, headers: {} };
}

/** The service to ask instead; it has no fallback of its own, so that two cannot send a request to and fro. */
export function fallbackOf(
  routes: Routes,
  { fallback, ...service }: Service,
  code: ErrorCode | undefined,
): Service | undefined {
  if (fallback === undefined || code === undefined || !FAILED.has(code)) return undefined;
  const name = fallback.slice(fallback.indexOf('.') + 1);
  const isMeant = (one: Service): boolean => `${one.org}.${one.name}` === fallback;
  const other = servicesNamed(routes, name).find(isMeant);
  if (!other) return standIn(service, fallback);
  const alone = { ...other };
  delete alone.fallback;
  return alone;
}
