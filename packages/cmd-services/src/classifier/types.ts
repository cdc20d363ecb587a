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

export interface Guess {
  /** Best first, at most `top`; empty where nothing of the text is known. */
  services: Scored[];
  /** Best first; the score of an org is the probability that any of its services is meant. */
  orgs: { org: string; score: number }[];
  /** The words and n-grams that decided for the first service, strongest first. */
  features: string[];
}

export interface Classifier {
  classify: (text: string, top?: number) => Guess;
}
