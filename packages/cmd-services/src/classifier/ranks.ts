// What each class and each org is worth to a text that says nothing of it, highest first: of 10,000 services only those
// that a text speaks for are looked at, and of the others the first.
import type { Classes } from './corpus.ts';

export interface Ranks {
  /** Services by their threshold. */
  services: Uint32Array;
  /** The classes of orgs as a whole, likewise. */
  wholes: Uint32Array;
  /** Orgs by the highest threshold of their classes; those without a class are not there. */
  orgs: Uint32Array;
  /** Where the classes of each org begin in `ofOrgs`; one more than there are orgs. */
  orgStarts: Uint32Array;
  /** The classes of each org by their threshold. */
  ofOrgs: Uint32Array;
}

/** Equal ones in the order of the registry. */
const byWorth =
  (worth: (index: number) => number) =>
  (a: number, b: number): number =>
    worth(b) - worth(a) || a - b;

export function rankClasses({ services, orgOf, orgs }: Classes, thresholds: Float32Array): Ranks {
  const worth = (cls: number): number => thresholds[cls] ?? 0;
  const ordered = Uint32Array.from(orgOf.keys()).sort(byWorth(worth));
  const lists: number[][] = Array.from({ length: orgs }, () => []);
  for (const cls of ordered) lists[orgOf[cls] ?? 0]?.push(cls);
  const orgStarts = new Uint32Array(orgs + 1);
  lists.forEach(({ length }, org) => (orgStarts[org + 1] = (orgStarts[org] ?? 0) + length));
  const present = [...lists.keys()].filter((org) => (lists[org] ?? []).length > 0);
  return {
    services: ordered.filter((cls) => cls < services),
    wholes: ordered.filter((cls) => cls >= services),
    orgs: Uint32Array.from(present.sort(byWorth((org) => worth(lists[org]?.[0] ?? 0)))),
    orgStarts,
    ofOrgs: Uint32Array.from(lists.flat()),
  };
}
