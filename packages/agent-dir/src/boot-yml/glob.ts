// The patterns of a boot.yml mean what they mean to fast-glob, without its walk: its two libraries, on paths in memory.
import braces from 'braces';
import picomatch from 'picomatch';
import type { Pattern } from '../boot/spec.ts';

/** What fast-glob sets by default: no dot files, no `!` of its own, links followed by our walk. */
const OPTIONS = { dot: false, posix: true, strictSlashes: false, nonegate: true };

const isNegated = (glob: string): boolean => glob.startsWith('!') && !glob.startsWith('!(');

const expand = (glob: string): string[] =>
  /\{.*\}/s.test(glob) ? braces(glob, { expand: true, nodupes: true, keepEscaping: true }) : [glob];

/** A pattern that starts with `!` matches nothing: each is looked at by itself, so there is nothing to take away from. */
export function pattern(glob: string): Pattern {
  if (isNegated(glob)) return { glob, matches: () => false };
  const plain = glob.replace(/(?!^)\/{2,}/g, '/');
  const expressions = expand(plain)
    .filter((one) => one !== '')
    .map((one) => picomatch.makeRe(one, OPTIONS));
  return { glob, matches: (path) => expressions.some((expression) => expression.test(path)) };
}
