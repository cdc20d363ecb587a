// Why an overload does not take a call, and how it stands to the others: the sentences of the protocol.
import type { Term } from '../types/term.ts';
import type { Entry, Family } from './family.ts';

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

const ordinal = (at: number): string => ORDINALS[at] ?? `${at + 1}th`;

const plural = (count: number): string => `${count} argument${count === 1 ? '' : 's'}`;

/** A call with its arguments as written, and as the types that they mean. */
export interface Arguments {
  texts: string[];
  terms: Term[];
}

/** `T: Bound` where the parameter is a type variable. */
const expected = ({ overload }: Entry, at: number): string => {
  const text = overload.params[at] ?? '';
  const variable = overload.generics.find(({ name }) => name === text);
  return variable && variable.bounds.length > 0 ? `${text}: ${variable.bounds.join(' + ')}` : text;
};

/** Why the overload cannot take the arguments; `undefined` when each fits on its own. */
export function mismatch(
  family: Family,
  entry: Entry,
  { texts, terms }: Arguments,
): string | undefined {
  if (entry.params.length !== terms.length) {
    return `arity mismatch: expected ${plural(entry.params.length)}, got ${terms.length}`;
  }
  const wrong = terms.flatMap((term, at) => (family.takes(entry, at, term) ? [] : [at]));
  if (wrong.length === 0) {
    return family.fitsAll(terms, entry.params)
      ? undefined
      : 'type parameter mismatch: one type parameter would stand for two types';
  }
  if (wrong.length === terms.length && terms.length > 1) return 'all argument types mismatch';
  return wrong
    .map(
      (at) =>
        `${ordinal(at)} argument type mismatch: expected ${expected(entry, at)}, got ${texts[at] ?? ''}`,
    )
    .join('; ');
}

/** How each argument comes to fit: `MyVector is subtype of Vector2`. */
export function specificityReason(entry: Entry, { texts, terms }: Arguments): string {
  const steps = terms.flatMap((term, at) => {
    const param = entry.params[at];
    if (param === undefined || param.key === term.key) return [];
    const written = entry.overload.params[at] ?? '';
    if (param.kind === 'variable') return [`${texts[at] ?? ''} is bound to ${expected(entry, at)}`];
    return [`${texts[at] ?? ''} is subtype of ${written}`];
  });
  return steps.length === 0 ? 'exact match' : [...new Set(steps)].join('; ');
}
