// What can be offered for a word, and what is known of the call where it is asked for.
import type { CommandManifest } from '@rhachet/kit';

export interface Candidate {
  word: string;
  help: string;
}

/** What is known of the call where a name is asked for. */
export interface Asked {
  /** The options that were given, by name. */
  given: Map<string, string[]>;
  /** The positional words before this one. */
  words: string[];
  /** What is typed of the name. */
  typed: string;
  /** Every command that is installed. */
  commands: CommandManifest[];
}

/** The value that an option was given last. */
export const valueOf = ({ given }: Asked, name: string): string | undefined =>
  given.get(name)?.at(-1);

export const placeOf = ({ repo, role }: { repo: string; role: string }): string =>
  `repo=${repo} role=${role}`;

/** The values of `key`, each once, in order, with what is said of all that share it. */
export function byName<T>(
  all: T[],
  key: (one: T) => string,
  help: (same: T[]) => string,
): Candidate[] {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, same]) => ({ word, help: help(same) }));
}
