// An extended regular expression, as bash has it behind `=~`.
import { TrashError } from './trash-error.ts';

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
};

const compiled = new Map<string, RegExp>();
const MAX_COMPILED = 256;
const MAX_PATTERN = 10_000;

/** @throws TrashError InvalidArgument */
export function patternOf(source: string): RegExp {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const pattern = compile(source);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(source, pattern);
  return pattern;
}

function compile(source: string): RegExp {
  if (source.length > MAX_PATTERN) {
    throw new TrashError('InvalidArgument', `a pattern of more than ${MAX_PATTERN} characters`);
  }
  const translated = source.replaceAll(
    /\[:([a-z]+):\]/g,
    (whole, name: string) => CLASSES[name] ?? whole,
  );
  try {
    return new RegExp(translated);
  } catch {
    throw new TrashError('InvalidArgument', `'${source}' is no regular expression`);
  }
}
