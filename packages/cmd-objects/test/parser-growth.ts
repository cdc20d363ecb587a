// Texts that a careless parser reads to their end once a line, and how much of them this one reads.
import { parse, parseBody } from '../src/language/parse.ts';
import { work } from '../src/language/work.ts';

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
  'x := y + 1.\n',
  '  method: a [ ^ [:x | x] ]\n',
  'x := "$a $(@ b c)".\n',
  "  garbage ' here\n",
  '\n',
];

/** How much more is read of eight times `length` characters: 8, and 64 when each line reads all that follow. */
export function growth(piece: string, length: number): number {
  const count = Math.floor(length / piece.length);
  return steps(piece.repeat(8 * count)) / steps(piece.repeat(count));
}

function steps(text: string): number {
  const before = work.steps;
  parse(`C subclass: Object\n${text}`);
  parse(`C subclass: Object\n  method: a [ ${text}`);
  parse(`C subclass: Object\n  rawMethod: a [ ${text}`);
  parseBody(text);
  return work.steps - before;
}
