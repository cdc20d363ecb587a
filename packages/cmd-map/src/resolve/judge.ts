// What a resolution amounts to, and what each candidate is in the light of it.
import type { DispatchMap } from '../model/dispatch-map.ts';
import type { Entry } from './family.ts';
import { mismatch, specificityReason } from './reasons.ts';
import type { Resolution, RuntimeCaseOf } from './resolve.ts';
import { runtimeStrategy, type Strategy, strategyOf } from './strategy.ts';
import type { Outcome, ResolutionCandidate } from './types.ts';

export interface Judged {
  status: Outcome['status'];
  winners: Entry[];
  strategy?: Strategy;
}

const distinct = <T>(all: T[]): T[] => [...new Set(all)];

const winnersOf = (cases: RuntimeCaseOf[]): Entry[] =>
  distinct(cases.flatMap(({ winner, tied }) => tied ?? (winner ? [winner] : [])));

/** Every combination of members decided: the values decide at run time. Some decided differently: ambiguous. */
function judgeCases({ cases = [], visible }: Resolution): Judged {
  const winners = winnersOf(cases);
  if (cases.length > 0 && cases.every(({ winner }) => winner)) {
    const explain = 'the members of the argument types are covered one by one';
    return { status: 'resolved', winners, strategy: runtimeStrategy(visible.length, explain) };
  }
  return { status: winners.length > 1 ? 'ambiguous' : 'no_match', winners };
}

export function judge(map: DispatchMap, resolution: Resolution): Judged {
  const { decision, family, visible, args } = resolution;
  if (decision.status === 'no_match') return judgeCases(resolution);
  const winner = decision.target;
  if (!winner || !family) return { status: 'ambiguous', winners: decision.accepted };
  const strategy = strategyOf({ map, family, winner, visible, args: args.terms });
  return { status: 'resolved', winners: [winner], strategy };
}

const STATUS = { resolved: 'accepted', ambiguous: 'ambiguous', no_match: 'rejected' } as const;

/** The member combinations that an overload takes. */
function coverText(entry: Entry, { cases = [] }: Resolution): string | undefined {
  const covers = cases.filter(({ winner, tied }) => winner === entry || tied?.includes(entry));
  if (covers.length === 0) return undefined;
  return `takes ${covers.map(({ args }) => `(${args.map(({ key }) => key).join(', ')})`).join(', ')}`;
}

function toCandidate(entry: Entry, resolution: Resolution, judged: Judged): ResolutionCandidate {
  const { signature, location } = entry;
  const named = { signature, ...(location === undefined ? {} : { location }) };
  const status = STATUS[judged.status];
  if (!judged.winners.includes(entry)) {
    const reason = lossReason(entry, resolution, judged);
    return { ...named, status: 'rejected', ...(reason === undefined ? {} : { reason }) };
  }
  const cover = coverText(entry, resolution);
  if (status === 'rejected') return { ...named, status, reason: `only ${cover ?? ''}` };
  return {
    ...named,
    status,
    specificity_reason: cover ?? specificityReason(entry, resolution.args),
  };
}

/** One that takes the call and did not win was beaten; any other says why it does not take it. */
function lossReason(entry: Entry, resolution: Resolution, { winners }: Judged): string | undefined {
  const { decision, entries, family, visible, args } = resolution;
  const fits = visible.includes(entry) && family && mismatch(family, entry, args) === undefined;
  if (fits) return `less specific than ${winners.map(({ signature }) => signature).join(', ')}`;
  return decision.candidates[entries.indexOf(entry)]?.reason;
}

/** In the order of their declarations. */
export const toCandidates = (resolution: Resolution, judged: Judged): ResolutionCandidate[] =>
  resolution.entries.map((entry) => toCandidate(entry, resolution, judged));
