// How much of a file one signature may repeat.
import type { Overload } from '../../model/types.ts';

export const wordsOf = (texts: string[]): Set<string> =>
  new Set(texts.join(' ').match(/@?[\w\u0080-\uffff]+/g));

/** Every method repeats the type parameters around it: a file must not become many times its size. */
const LONGEST_SIGNATURE = 16_384;

const lengthOf = ({ params, generics }: Overload): number =>
  [...params, ...generics.flatMap(({ name, bounds }) => [name, ...bounds])].reduce(
    (sum, { length }) => sum + length,
    0,
  );

export const isTooLong = (overload: Overload): boolean => lengthOf(overload) > LONGEST_SIGNATURE;
