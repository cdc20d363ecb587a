// `=~` and `matches:` take the regular expressions of bash (POSIX, extended); JavaScript has no named classes.
import { TrashError } from '../values/trash-error.ts';

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
  cntrl: '\\x00-\\x1f\\x7f',
  print: '\\x20-\\x7e',
  graph: '\\x21-\\x7e',
};

const compiled = new Map<string, RegExp>();

/** @throws TrashError InvalidArgument for a pattern that is none */
export function matches(text: string, pattern: string): boolean {
  let regex = compiled.get(pattern);
  if (regex === undefined) {
    regex = compile(pattern);
    if (compiled.size > 500) compiled.clear();
    compiled.set(pattern, regex);
  }
  return regex.test(text);
}

function compile(pattern: string): RegExp {
  const source = pattern.replace(/\[:(\w+):\]/g, (all, name: string) => CLASSES[name] ?? all);
  try {
    return new RegExp(source);
  } catch (error) {
    throw new TrashError(
      'InvalidArgument',
      `'${pattern}' is no regular expression: ${String(error)}`,
    );
  }
}
