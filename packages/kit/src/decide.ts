// The one decider: skills, inits, roles, services, objects and overloads all choose their target through it.

/** The codes of the dispatch-map document. */
export const NO_MATCH = 'E0020';
export const AMBIGUOUS = 'E0021';

export interface Candidate {
  signature: string;
  location?: string;
  status: 'accepted' | 'rejected' | 'ambiguous';
  reason?: string;
  specificity_reason?: string;
}

export interface DecisionError {
  code: typeof NO_MATCH | typeof AMBIGUOUS;
  message: string;
  suggestion: string;
}

/** The answer, in the field names of the dispatch-map document. `target` is not part of the JSON form. */
export interface Decision<T> {
  call: string;
  status: 'resolved' | 'ambiguous' | 'no_match';
  selected?: string;
  candidates: Candidate[];
  error?: DecisionError;
  target?: T;
  /** The candidates that were accepted: one when resolved, several when ambiguous. */
  accepted: T[];
}

/** Where candidates come from and how they are told apart. */
export interface Source<Q, T> {
  call: (query: Q) => string;
  candidates: (query: Q) => T[];
  signature: (candidate: T) => string;
  location?: (candidate: T) => string;
  /** Why the candidate does not fit, or `undefined` when it does. */
  reject: (candidate: T, query: Q) => string | undefined;
  /** Why `a` is strictly more specific than `b`, or `undefined` when it is not. */
  outranks?: (a: T, b: T) => string | undefined;
  noMatch: (query: Q) => { message: string; suggestion: string };
  ambiguous: (query: Q, tied: T[]) => { message: string; suggestion: string };
}

interface Judged<T> {
  target: T;
  candidate: Candidate;
}

function judge<Q, T>(source: Source<Q, T>, query: Q): Judged<T>[] {
  return source.candidates(query).map((target) => {
    const reason = source.reject(target, query);
    const candidate: Candidate = {
      signature: source.signature(target),
      ...(source.location ? { location: source.location(target) } : {}),
      status: reason === undefined ? 'accepted' : 'rejected',
      ...(reason === undefined ? {} : { reason }),
    };
    return { target, candidate };
  });
}

/** The accepted candidates that no other accepted candidate outranks. The others name one of them. */
function mostSpecific<Q, T>(source: Source<Q, T>, accepted: Judged<T>[]): Judged<T>[] {
  const { outranks } = source;
  if (!outranks) return accepted;
  const over = (winner: Judged<T>, loser: Judged<T>): string | undefined =>
    winner === loser ? undefined : outranks(winner.target, loser.target);
  const best = accepted.filter((one) => accepted.every((other) => over(other, one) === undefined));
  for (const loser of accepted) {
    if (best.includes(loser)) continue;
    for (const winner of [...best, ...accepted]) {
      const reason = over(winner, loser);
      if (reason === undefined) continue;
      winner.candidate.specificity_reason ??= reason;
      loser.candidate.status = 'rejected';
      loser.candidate.reason = `${winner.candidate.signature} is more specific: ${reason}`;
      break;
    }
  }
  return best;
}

/** Finds the one target that a query means. Never guesses: two that fit equally well are `ambiguous`. */
export function decide<Q, T>(source: Source<Q, T>, query: Q): Decision<T> {
  const judged = judge(source, query);
  const fits = judged.filter(({ candidate }) => candidate.status === 'accepted');
  const best = mostSpecific(source, fits);
  const answer = {
    call: source.call(query),
    candidates: judged.map(({ candidate }) => candidate),
    accepted: best.map(({ target }) => target),
  };
  const [only] = best;
  if (!only) {
    return { ...answer, status: 'no_match', error: { code: NO_MATCH, ...source.noMatch(query) } };
  }
  if (best.length === 1) {
    const { target, candidate } = only;
    return { ...answer, status: 'resolved', selected: candidate.signature, target };
  }
  for (const { candidate } of best) candidate.status = 'ambiguous';
  const error = { code: AMBIGUOUS, ...source.ambiguous(query, answer.accepted) } as const;
  return { ...answer, status: 'ambiguous', error };
}

/** The JSON form: the fields that the dispatch-map document names, nothing else. */
export function toJson<T>(decision: Decision<T>): object {
  const { call, status, selected, candidates, error } = decision;
  return { call, status, selected, candidates, error };
}
