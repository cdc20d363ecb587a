// Rules and mentions: the first that fits, by priority, then specificity, then place in the file.
import type { Decision } from '@rhachet/kit';
import { orgsNamed, type Routes, servicesNamed } from '../cache/routes.ts';
import type { Service } from '../registry/types.ts';
import type { ServiceRequest } from '../request/types.ts';
import { decideAmong, type Proposal } from './candidate.ts';
import { defaultOf } from './explicit.ts';
import { mentioned } from './mention.ts';
import { fits, type Said } from './pattern.ts';
import { type ReadRule, rulesFor } from './rule-index.ts';
import { unmet } from './when.ts';

/** How many rules that fit are named beside the one that decides. */
const MOST_OTHERS = 4;

/** The service of a rule; without one the default of its org. */
function serviceOf(routes: Routes, { rule }: ReadRule): Service | undefined {
  const { org: code, service: name } = rule;
  if (name !== undefined)
    return servicesNamed(routes, name).find((one) => one.org === code && one.name === name);
  const org = orgsNamed(routes, code).find((one) => one.code === code);
  return org && defaultOf(routes, org);
}

const RANKS = ['priority', 'specificity: conditions', 'specificity: letters', 'place in the file'];

const rankOf = ({ rule, specificity }: ReadRule): number[] => [
  rule.priority,
  specificity.conditions,
  specificity.letters,
  -rule.index,
];

interface Asked {
  request: ServiceRequest;
  said: Said;
}

function propose(routes: Routes, read: ReadRule, { request, said }: Asked): Proposal | undefined {
  const service = serviceOf(routes, read);
  if (!service) return undefined;
  const { rule, pattern } = read;
  const misfit = fits(pattern, said) ? unmet(rule.when, request) : 'the pattern does not fit';
  return {
    service,
    from: `rule ${rule.index}: ${JSON.stringify(rule.pattern)}`,
    ...(misfit === undefined ? {} : { reject: misfit }),
    rank: rankOf(read),
    rankNames: RANKS,
  };
}

/** The rules that could fit, in their order, up to the one that decides; with `explain` a few more. */
function proposals(routes: Routes, asked: Asked, most: number): Proposal[] {
  const { head, keys, rules } = routes;
  const found: Proposal[] = [];
  let accepted = 0;
  for (const rank of rulesFor({ ...asked, hasRegex: head.hasRegex }, keys)) {
    const made = propose(routes, rules.at(rank), asked);
    if (!made) continue;
    found.push(made);
    if (made.reject === undefined) accepted += 1;
    if (accepted >= most) break;
  }
  return found;
}

/** Decides by mentions and rules; `no_match` where there is none for this request. */
export function decideByRule(routes: Routes, asked: Asked, explain: boolean): Decision<Service> {
  const byRule = proposals(routes, asked, explain ? 1 + MOST_OTHERS : 1);
  return decideAmong(asked.said.text, [...mentioned(routes, asked.said.text), ...byRule]);
}
