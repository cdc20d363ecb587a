// What stands in a call as a value stands for its type: integers are i32, floats f64, a suffix says another.
import { splitTop } from './term.ts';

const NUMBER =
  /^-?(0x[\da-fA-F_]+|0b[01_]+|\d[\d_]*(\.\d[\d_]*)?([eE][-+]?\d+)?)(_([iuf]\d+|usize|isize))?$/;

function typeOfNumber(text: string): string | undefined {
  const match = NUMBER.exec(text);
  if (!match) return undefined;
  if (match[5] !== undefined) return match[5];
  return match[2] !== undefined || match[3] !== undefined ? 'f64' : 'i32';
}

/** The type of a literal; any other text is a type already and comes back as it is. */
export function typeOfArgument(text: string): string {
  const trimmed = text.trim();
  const number = typeOfNumber(trimmed);
  if (number !== undefined) return number;
  if (/^".*"$/s.test(trimmed)) return 'string';
  if (trimmed === 'true' || trimmed === 'false') return 'bool';
  if (!/^\[.+\]$/s.test(trimmed)) return trimmed;
  const items = splitTop(trimmed.slice(1, -1), ',').map(typeOfArgument);
  const kinds = new Set(items);
  return `[]${kinds.size === 1 ? (items[0] ?? 'any') : 'any'}`;
}
