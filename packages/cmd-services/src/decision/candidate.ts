// One service that a step proposes, and how kit's decider compares it with the others.
import { type Decision, decide } from '@rhachet/kit';
import type { Service } from '../registry/types.ts';

export interface Proposal {
  service: Service;
  /** Where it comes from: `rule 3: "salesforce"`. */
  from: string;
  /** Why it does not fit. */
  reject?: string;
  /** Compared from the left, higher first; equal ranks of different services are ambiguous. */
  rank: readonly number[];
  /** What each place of `rank` is called. */
  rankNames: readonly string[];
}

export const nameOf = ({ org, name }: Service): string => `${org}.${name}`;

/** Why `a` goes before `b`: two proposals of one service do not compete. */
function outranks(a: Proposal, b: Proposal): string | undefined {
  for (const [i, rank] of a.rank.entries()) {
    const other = b.rank[i] ?? 0;
    if (rank === other) continue;
    return rank > other ? `${a.rankNames[i] ?? 'rank'} ${rank} over ${other}` : undefined;
  }
  return undefined;
}

/** The first proposal of each service is as good as the others of it: they rank alike or lower. */
function withoutRepeats(proposals: Proposal[]): Proposal[] {
  const seen = new Set<string>();
  return proposals.filter(({ service, reject }) => {
    if (reject !== undefined) return true;
    const name = nameOf(service);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

const names = (proposals: Proposal[]): string =>
  proposals.map(({ service }) => nameOf(service)).join(' and ');

/** Decides among proposals, best first. `call` is how the decision is headed. */
export function decideAmong(call: string, proposals: Proposal[]): Decision<Service> {
  const decision = decide<string, Proposal>(
    {
      call: (query) => query,
      candidates: () => withoutRepeats(proposals),
      signature: ({ service }) => nameOf(service),
      location: ({ from }) => from,
      reject: ({ reject }) => reject,
      outranks,
      noMatch: () => ({
        message: 'no service is meant',
        suggestion: 'name one: dispatch-to <ORG> <service>; routes lists them',
      }),
      ambiguous: (_, tied) => ({
        message: `${names(tied)} fit equally well`,
        suggestion: `name one: dispatch-to ${tied[0] ? `${tied[0].service.org} ${tied[0].service.name}` : ''}`,
      }),
    },
    call,
  );
  const { target, accepted, ...rest } = decision;
  const services = accepted.map(({ service }) => service);
  return { ...rest, accepted: services, ...(target ? { target: target.service } : {}) };
}
