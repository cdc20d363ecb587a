// The canonical text of an overload, `name[T: B](T, i32) -> R`, and the way back, for hypothetical overloads.
import { Failure, EXIT } from '@rhachet/kit';
import type { Overload, SourceLocation, TypeParameter } from '../model/types.ts';
import { splitTop } from '../types/term.ts';

const genericsText = (generics: TypeParameter[]): string => {
  if (generics.length === 0) return '';
  const texts = generics.map(({ name, bounds }) =>
    bounds.length === 0 ? name : `${name}: ${bounds.join(' + ')}`,
  );
  return `[${texts.join(', ')}]`;
};

export const signatureText = ({ name, generics, params, returns }: Overload): string =>
  `${name}${genericsText(generics)}(${params.join(', ')}) -> ${returns}`;

export const callText = (symbol: string, args: string[]): string => `${symbol}(${args.join(', ')})`;

export const locationText = ({ file, line }: SourceLocation): string => `${file}:${line}`;

const oneSpaced = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** `x: i32` is `i32`. */
const withoutName = (text: string): string =>
  oneSpaced(text.replace(/^(?:mut\s+)?[A-Za-z_]\w*\s*:\s*(?!:)/, ''));

const wordList = (text: string): string[] =>
  text.trim() === '' ? [] : splitTop(text, ',').map(oneSpaced);

const parseGenerics = (text: string): TypeParameter[] =>
  wordList(text).map((one) => {
    const [name = '', bounds = ''] = one.split(':');
    return {
      name: name.trim(),
      bounds: bounds.trim() === '' ? [] : bounds.split('+').map(oneSpaced),
    };
  });

/** Where the bracket that opens at `start` closes; -1 when it does not. */
function closing(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? '';
    if ('([{<'.includes(char)) depth++;
    if (')]}>'.includes(char) && text[at - 1] !== '-' && --depth === 0) return at;
  }
  return -1;
}

const badSignature = (text: string): Failure =>
  new Failure(`"${text}" is not a signature`, {
    code: 'BAD_SIGNATURE',
    exit: EXIT.badData,
    hint: 'write it as add(A, B) -> C, or add[T: Bound](T) -> T',
  });

/** Reads `add(A, B) -> C`; without an arrow it returns void. Throws a Failure (65) for anything else. */
export function parseSignature(
  text: string,
): Pick<Overload, 'name' | 'generics' | 'params' | 'returns'> {
  const name = /^\s*([A-Za-z_][\w.:]*)\s*/.exec(text);
  if (!name?.[1]) throw badSignature(text);
  let at = name[0].length;
  let generics: TypeParameter[] = [];
  const bracket = text[at];
  if (bracket === '[' || bracket === '<') {
    const end = closing(text, at);
    if (end < 0) throw badSignature(text);
    generics = parseGenerics(text.slice(at + 1, end));
    at = end + 1;
  }
  const end = text[at] === '(' ? closing(text, at) : -1;
  if (end < 0) throw badSignature(text);
  const returns = /^\s*(?:->\s*(\S.*))?$/s.exec(text.slice(end + 1));
  if (!returns) throw badSignature(text);
  return {
    name: name[1].replaceAll('::', '.'),
    generics,
    params: wordList(text.slice(at + 1, end)).map(withoutName),
    returns: oneSpaced(returns[1] ?? 'void'),
  };
}

/** Reads `add(i32, 2.5)`. Throws a Failure (65) for anything else. */
export function parseCall(text: string): { symbol: string; args: string[] } {
  const match = /^\s*([A-Za-z_][\w.:]*)\s*\((.*)\)\s*$/s.exec(text);
  if (!match?.[1] || closing(text, text.indexOf('(')) !== text.lastIndexOf(')')) {
    throw new Failure(`"${text}" is not a call`, {
      code: 'BAD_CALL',
      exit: EXIT.badData,
      hint: "write it as 'add(i32, f64)': a name, and the types or literals of its arguments",
    });
  }
  const args = wordList(match[2] ?? '');
  if (args.includes('')) {
    throw new Failure(`"${text}" has an empty argument`, { code: 'BAD_CALL', exit: EXIT.badData });
  }
  return { symbol: match[1], args };
}
