// What the words behind --roles mean: `a b` names roles, `+a -b` adds and removes.
import { usage } from '@rhachet/kit';

export type RoleWords =
  | { mode: 'absolute'; roles: string[] }
  | { mode: 'incremental'; additions: string[]; subtractions: string[] };

/** Words are separated by spaces and by commas. */
const split = (words: string[]): string[] =>
  words.flatMap((word) => word.split(/[\s,]+/)).filter(Boolean);

function withoutSign(word: string): string {
  const name = word.slice(1);
  if (name === '') throw usage(`role specifier cannot be empty after "${word}"`);
  return name;
}

const signed = (words: string[], sign: string): string[] => [
  ...new Set(words.filter((word) => word.startsWith(sign)).map(withoutSign)),
];

/** Throws a `Failure` (exit 64) for no words, for both kinds in one call, and for `+a -a`. */
export function readRoleWords(given: string[]): RoleWords {
  const words = split(given);
  if (words.length === 0)
    throw usage(
      'no roles specified',
      'e.g. rhachet init --roles mechanic, or --roles +mechanic -designer',
    );
  const additions = signed(words, '+');
  const subtractions = signed(words, '-');
  const roles = [...new Set(words.filter((word) => !/^[+-]/.test(word)))];
  if (additions.length + subtractions.length === 0) return { mode: 'absolute', roles };
  if (roles.length > 0)
    throw usage(
      'cannot mix absolute and incremental roles — use all-absolute (mechanic behaver) OR all-incremental (+architect -reviewer)',
    );
  const both = additions.find((role) => subtractions.includes(role));
  if (both !== undefined) throw contradiction(both);
  return { mode: 'incremental', additions, subtractions };
}

export const contradiction = (role: string): Error =>
  usage(`cannot both add and remove role "${role}" in one call`);
