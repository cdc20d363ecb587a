// Whether anything is there: whatever it answers, it is.
import { bareHost } from '../call/guard/host.ts';
import { guardedAddresses } from '../call/guard/guard.ts';
import { CallFault } from '../call/fault.ts';
import { orAborted } from '../call/exchange.ts';
import { tryTimedOut } from '../call/say.ts';
import type { PingReport } from '../call/types.ts';
import type { Service } from '../registry/types.ts';
import { elapsed, probe, type ProbeParts } from './probe.ts';

const WITHIN_MS = 2000;

const HTTP: Record<string, string> = { 'ws:': 'http:', 'wss:': 'https:' };
/** Where they listen when the URL does not say. */
const PORTS: Record<string, number> = {
  'redis:': 6379,
  'nats:': 4222,
  'amqp:': 5672,
  'mqtt:': 1883,
  'postgres:': 5432,
  'postgresql:': 5432,
};

type Found = Pick<PingReport, 'reachable' | 'status' | 'error'>;

/** A web socket begins as HTTP, and its server answers HTTP with a status too. */
function asHttp(url: URL): URL | undefined {
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  const scheme = HTTP[url.protocol];
  return scheme === undefined ? undefined : new URL(url.href.replace(url.protocol, scheme));
}

async function ask(service: Service, url: URL, parts: ProbeParts): Promise<Found> {
  const end = parts.clock.now() + WITHIN_MS;
  let found: Found = { reachable: false };
  for (const method of ['HEAD', 'OPTIONS'] as const) {
    const within = Math.max(1, end - parts.clock.now());
    const { status, fault } = await probe(service, { url, method, within, headOnly: true }, parts);
    if (status > 0) return { reachable: true, status };
    found = { reachable: false, ...(fault ? { error: fault.code } : {}) };
    // A server that hangs up on HEAD may still answer OPTIONS; one that is not there will not.
    if (fault?.code !== 'connection_reset' && fault?.code !== 'bad_response') return found;
  }
  return found;
}

/** Anything but HTTP: a TCP connection is all that can be asked for. */
async function connectTo(service: Service, url: URL, parts: ProbeParts): Promise<Found> {
  const port = Number(url.port) || PORTS[url.protocol];
  if (port === undefined || url.hostname === '') return { reachable: false, error: 'no_endpoint' };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(tryTimedOut(WITHIN_MS)), WITHIN_MS);
  const signal = AbortSignal.any([late.signal, ...(parts.signal ? [parts.signal] : [])]);
  const { transport } = parts;
  const guard = { allowHosts: service.allowHosts, lookup: transport.lookup };
  try {
    const pinned =
      service.type === 'external'
        ? await orAborted(guardedAddresses(url, guard), signal)
        : undefined;
    await transport.connect({ host: pinned?.[0] ?? bareHost(url.hostname), port }, signal);
    return { reachable: true };
  } catch (error) {
    return { reachable: false, error: error instanceof CallFault ? error.code : 'cancelled' };
  } finally {
    clearTimeout(timer);
  }
}

function pingUrl(service: Service, endpoint: string, parts: ProbeParts): Promise<Found> {
  if (!URL.canParse(endpoint)) return Promise.resolve({ reachable: false, error: 'no_endpoint' });
  const url = new URL(endpoint);
  const http = asHttp(url);
  return http ? ask(service, http, parts) : connectTo(service, url, parts);
}

/** The first endpoint that answers, or the error of the last. Never rejects. */
export async function pingService(service: Service, parts: ProbeParts): Promise<PingReport> {
  const started = parts.clock.now();
  let found: Found = { reachable: false, error: 'no_endpoint' };
  for (const { url } of service.endpoints) {
    found = await pingUrl(service, url, parts);
    if (found.reachable || parts.signal?.aborted) break;
  }
  const { org, name } = service;
  return { org, service: name, ...found, ms: elapsed(parts.clock, started) };
}
