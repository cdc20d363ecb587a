// What the form of an API call or a webhook says, before its words do: a path, a sender, an event that name a service.
import type { Decision } from '@rhachet/kit';
import { orgsNamed, type Routes, servicesAt, servicesNamed } from '../cache/routes.ts';
import type { Service } from '../registry/types.ts';
import type { ApiRequest, ServiceRequest, WebhookRequest } from '../request/types.ts';
import { decideAmong, type Proposal } from './candidate.ts';

const proposal =
  (from: string, rank: number) =>
  (service: Service): Proposal => ({
    service,
    from,
    rank: [rank],
    rankNames: ['precision'],
  });

/** `/v1/salesforce/contacts`, then `/v1/salesforce`, then `/v1`. */
function prefixes(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.map((_, i) => `/${parts.slice(0, parts.length - i).join('/')}`);
}

/** The longest part of the path at which an endpoint is. */
function byEndpoint(routes: Routes, path: string): Proposal[] {
  for (const prefix of prefixes(path)) {
    const found = servicesAt(routes, prefix);
    if (found.length > 0) return found.map(proposal(`endpoint ${prefix}`, 3));
  }
  return [];
}

/** Parts that name an org and, right behind it, one of its services; else a service alone. */
function byNames(routes: Routes, path: string): Proposal[] {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.flatMap((part, i) => {
    const codes = orgsNamed(routes, parts[i - 1] ?? '').map(({ code }) => code);
    const found = servicesNamed(routes, part);
    const within = found.filter(({ org }) => codes.includes(org));
    if (within.length > 0) return within.map(proposal(`path ${codes[0] ?? ''}/${part}`, 4));
    return found.map(proposal(`path part ${part}`, 2));
  });
}

function ofApi(routes: Routes, { path }: ApiRequest): Proposal[] {
  const [plain = ''] = path.split(/[?#]/, 1);
  return [...byNames(routes, plain), ...byEndpoint(routes, plain)];
}

function ofWebhook(routes: Routes, { event, from = '' }: WebhookRequest): Proposal[] {
  const subject = event.split(/[._:/-]/, 1)[0] ?? '';
  return [
    ...servicesNamed(routes, from).map(proposal(`sender ${from}`, 2)),
    ...servicesNamed(routes, subject).map(proposal(`event ${event}`, 1)),
  ];
}

const byRank = (a: Proposal, b: Proposal): number => (b.rank[0] ?? 0) - (a.rank[0] ?? 0);

/** Decides by structure. Text has none. */
export function decideByStructure(routes: Routes, request: ServiceRequest): Decision<Service> {
  if (request.source === 'text') return decideAmong('text', []);
  const found = request.source === 'api' ? ofApi(routes, request) : ofWebhook(routes, request);
  const call = request.source === 'api' ? `${request.method} ${request.path}` : request.event;
  return decideAmong(call, found.sort(byRank));
}
