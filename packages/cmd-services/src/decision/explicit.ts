// The target that a caller names: `FND.salesforce`, or `FND` for its default service.
import { AMBIGUOUS, type Decision, type DecisionError, nearest, NO_MATCH } from '@rhachet/kit';
import type { OrgHead } from '../cache/compile.ts';
import { orgsNamed, type Routes, servicesNamed, servicesOf } from '../cache/routes.ts';
import type { Service } from '../registry/types.ts';
import { decideAmong, nameOf, type Proposal } from './candidate.ts';
import type { Target } from './types.ts';

/** The one that is spelt so, or all that differ only in case. */
const exactly = <T>(found: T[], isExact: (one: T) => boolean): T[] => {
  const exact = found.filter(isExact);
  return exact.length > 0 ? exact : found;
};

/** The service that takes what means an org and none of its services. */
export function defaultOf(routes: Routes, org: OrgHead): Service | undefined {
  const services =
    org.defaultService === undefined ? [] : servicesNamed(routes, org.defaultService);
  const named = services.find((one) => one.org === org.code && one.name === org.defaultService);
  return named ?? (org.count > 0 ? routes.services.at(org.first) : undefined);
}

const didYouMean = (close: string[], all: string[]): string =>
  close.length > 0
    ? `did you mean ${close.join(' or ')}?`
    : `there are: ${all.slice(0, 20).join(', ')}`;

/** Names are only compared when there is an error to write. */
function unknown(routes: Routes, { org, service }: Target, orgs: OrgHead[]): DecisionError {
  const [head] = orgs;
  if (!head) {
    const codes = routes.head.orgs.map(({ code }) => code);
    const suggestion = didYouMean(nearest(org, codes), codes);
    return { code: NO_MATCH, message: `there is no org ${org}`, suggestion };
  }
  if (service === undefined)
    return {
      code: NO_MATCH,
      message: `the org ${head.code} has no services`,
      suggestion: 'give it one in the registry',
    };
  const own = servicesOf(routes, head);
  const here = nearest(
    service,
    own.map(({ name }) => name),
  ).map((name) => `${head.code}.${name}`);
  const elsewhere = servicesNamed(routes, service).map(nameOf);
  const suggestion = didYouMean([...new Set([...elsewhere, ...here])].slice(0, 3), own.map(nameOf));
  return { code: NO_MATCH, message: `there is no service ${head.code}.${service}`, suggestion };
}

function meant(routes: Routes, org: OrgHead, service: string | undefined): Service[] {
  if (service === undefined) return [defaultOf(routes, org)].filter((one) => one !== undefined);
  const found = servicesNamed(routes, service).filter((one) => one.org === org.code);
  return exactly(found, ({ name }) => name === service);
}

/** Decides by name. The error of an unknown one names the nearest. */
export function decideExplicit(routes: Routes, target: Target): Decision<Service> {
  const { org, service } = target;
  const orgs = exactly(orgsNamed(routes, org), ({ code }) => code === org);
  const proposals = orgs
    .flatMap((head) => meant(routes, head, service))
    .map((one): Proposal => ({ service: one, from: 'named', rank: [], rankNames: [] }));
  const decision = decideAmong([org, service].filter(Boolean).join('.'), proposals);
  if (decision.status !== 'no_match') return decision;
  return { ...decision, error: unknown(routes, target, orgs) };
}

export const isAmbiguous = ({ error }: Decision<unknown>): boolean => error?.code === AMBIGUOUS;
