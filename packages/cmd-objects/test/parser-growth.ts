// Texts that a careless parser reads to their end once a line, and how much longer a longer one of them takes.
import { parse, parseBody } from '../src/language/parse.ts';

export const PIECES = [
  '  method: a [ ${b\n',
  '  method: a [ "$(b\n',
  '  method: a [ [\n',
  '  method: a [ x := ) ]\n',
  '  rawMethod: a [ cat <<X\n ]\n',
  '  method: a [ ` ]\n',
  '  rawMethod: a [ echo "${a[b" ]\n',
  '#a  b\n',
  'echo x <<X\n',
  'x := y [ ]\n',
  "x := 'y\n",
  '[',
  '(',
  '"$(',
  '${',
  '$((',
  '@ ',
  '`',
  '<<A ',
  '#(',
  '|',
  'x := ',
  '[[ ',
  '\n',
];

/** So short a time is noise, and no text that ends in it is read over and over. */
const SHORT = 20;

/**
 * How much longer eight times `length` characters take: 8 when the time grows as the text does, and 64 when
 * each line reads all that follow.
 */
export function growth(piece: string, length: number): number {
  const small = piece.repeat(length / piece.length);
  const large = piece.repeat((8 * length) / piece.length);
  const times = [1, 2].map(() => [milliseconds(small), milliseconds(large)] as const);
  const shortest = (which: 0 | 1): number => Math.min(...times.map((pair) => pair[which]));
  return shortest(1) / Math.max(shortest(0), SHORT);
}

function milliseconds(text: string): number {
  const start = performance.now();
  parse(`C subclass: Object\n${text}`);
  parse(`C subclass: Object\n  method: a [ ${text}`);
  parse(`C subclass: Object\n  rawMethod: a [ ${text}`);
  parseBody(text);
  return performance.now() - start;
}
