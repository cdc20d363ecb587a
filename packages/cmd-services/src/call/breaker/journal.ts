// Where failures are noted, so that the next call, in this process or another, knows of them.

export interface Failures {
  /** In a row. */
  count: number;
  /** Of the last one, milliseconds since the epoch. */
  last: number;
}

/** A journal need not count further. */
export const MOST_FAILURES = 1000;

export interface Journal {
  failures: (endpoint: string) => Failures;
  /** One more failure. */
  add: (endpoint: string, at: number) => void;
  /** It answered: forgets all of it, claims too. */
  clear: (endpoint: string) => void;
  /** True for one caller alone, in whatever process. */
  claim: (endpoint: string, name: string) => boolean;
  release: (endpoint: string, name: string) => void;
}

export const NO_FAILURES: Failures = { count: 0, last: 0 };

/** For a process that may write nowhere. */
export function memoryJournal(): Journal {
  const failures = new Map<string, Failures>();
  const claims = new Set<string>();
  const claimKey = (endpoint: string, name: string): string => `${name} ${endpoint}`;
  return {
    failures: (endpoint) => failures.get(endpoint) ?? NO_FAILURES,
    add: (endpoint, at) => {
      const count = (failures.get(endpoint)?.count ?? 0) + 1;
      failures.set(endpoint, { count, last: at });
    },
    clear: (endpoint) => {
      failures.delete(endpoint);
      for (const key of claims) if (key.endsWith(` ${endpoint}`)) claims.delete(key);
    },
    claim: (endpoint, name) => {
      const key = claimKey(endpoint, name);
      if (claims.has(key)) return false;
      claims.add(key);
      return true;
    },
    release: (endpoint, name) => void claims.delete(claimKey(endpoint, name)),
  };
}
