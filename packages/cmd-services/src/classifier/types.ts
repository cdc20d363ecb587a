// What the classifier learns from, and what it says.

/** One thing that somebody said, and the service that it meant; `null` when none should answer. */
export interface Example {
  text: string;
  org: string | null;
  service: string | null;
}

export interface Scored {
  org: string;
  service: string;
  /** Calibrated: of the answers with 0.8, 80 % are right. 0 to 1. */
  score: number;
}

/** A service or an org by its place in the registry, and the probability that it is meant. */
export interface Ranked {
  index: number;
  score: number;
}

export interface Guess {
  /** Best first; empty where the text has no word. */
  services: Ranked[];
  /** Best first. */
  orgs: Ranked[];
  /** The probability that any service should answer. */
  inScope: number;
}
