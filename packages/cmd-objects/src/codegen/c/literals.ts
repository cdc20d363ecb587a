// Numbers and texts as literals of C.
import { Refusal } from '../../bytecode/compile/refusal.ts';
import type { Position } from '../../language/ast.ts';

/** A compiler must take no longer ones. */
const LONGEST = 4000;

/** Also `?`: two of them and a third character mean something else in C11. */
export function text(value: string, at: Position): string {
  const bytes = [...new TextEncoder().encode(value)];
  if (bytes.length > LONGEST) throw new Refusal(`a text of more than ${LONGEST} bytes`, at);
  if (bytes.includes(0)) throw new Refusal('a text with a zero byte, where it would end in C', at);
  return `"${bytes.map(character).join('')}"`;
}

function character(byte: number): string {
  const isPlain = byte >= 0x20 && byte < 0x7f && !'"\\?'.includes(String.fromCharCode(byte));
  return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
}

export function number(value: number | bigint, at: Position): string {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return integer(BigInt(value), at);
  if (!Number.isFinite(value)) throw new Refusal('a number that is too large', at);
  const digits = String(value);
  return `TT_MakeFloat(${/[.e]/.test(digits) ? digits : `${digits}.0`})`;
}

function integer(value: bigint, at: Position): string {
  if (BigInt.asIntN(64, value) !== value) throw new Refusal('a number of more than 64 bits', at);
  return value === -(2n ** 63n) ? 'TT_MakeInt(INT64_MIN)' : `TT_MakeInt(INT64_C(${value}))`;
}
