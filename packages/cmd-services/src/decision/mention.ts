// `@FND.salesforce` in a text names its reader, as a rule of priority 1000 does.
import { orgsNamed, type Routes, servicesNamed } from '../cache/routes.ts';
import type { Proposal } from './candidate.ts';
import { defaultOf } from './explicit.ts';
import { MENTION_PRIORITY } from './priority.ts';
import type { Service } from '../registry/types.ts';

/** Not inside an address (`bob@example.org`). A dot at the end closes the sentence. */
const MENTION = /(?<![\p{L}\p{N}._-])@([\p{L}\p{N}_-]+)(?:\.([\p{L}\p{N}_-]+))?/gu;

function servicesMentioned(routes: Routes, first: string, second: string | undefined): Service[] {
  const orgs = orgsNamed(routes, first);
  if (second !== undefined)
    return servicesNamed(routes, second).filter(({ org }) => orgs.some(({ code }) => code === org));
  const byOrg = orgs.map((org) => defaultOf(routes, org)).filter((one) => one !== undefined);
  return byOrg.length > 0 ? byOrg : servicesNamed(routes, first);
}

/** One proposal for each service that a text mentions. */
export function mentioned(routes: Routes, text: string): Proposal[] {
  return [...text.matchAll(MENTION)].flatMap(([whole, first = '', second]) =>
    servicesMentioned(routes, first, second).map((service) => ({
      service,
      from: `mention ${whole}`,
      rank: [MENTION_PRIORITY],
      rankNames: ['priority'],
    })),
  );
}
