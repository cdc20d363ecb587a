// A .jan file as declarations. Tolerant: it never throws, and reports what it stepped over.
import type { Declarations } from '../../model/types.ts';
import { Cursor } from './cursor.ts';
import { parseItems } from './items.ts';
import type { Parsing } from './scope.ts';

/** `src/std/math.jan` is the module `src.std.math`, unless it says another name. */
const moduleOf = (file: string): string =>
  file
    .replace(/\.t?jan$/, '')
    .split('/')
    .filter((part) => part !== '.' && part !== '..')
    .join('.');

/** `file` is the path as it is shown in locations. */
export function parseJan(text: string, file: string): Declarations {
  const cursor = new Cursor(text, file);
  const parsing: Parsing = {
    cursor,
    found: { types: [], overloads: [], modules: new Map([[moduleOf(file), []]]) },
    scope: { module: moduleOf(file), generics: [], methodsArePublic: false },
  };
  parseItems(parsing);
  const { types, overloads, modules } = parsing.found;
  return {
    types,
    overloads,
    modules: [...modules].map(([name, imports]) => ({ name, imports })),
    skipped: cursor.skipped,
  };
}
