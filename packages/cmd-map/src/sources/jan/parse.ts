// A .jan file as declarations. Tolerant: it never throws, and reports what it stepped over.
import type { Declarations } from '../../model/types.ts';
import { Cursor } from './cursor.ts';
import { parseItems } from './items.ts';
import type { Parsing } from './scope.ts';

export interface ParsedFile extends Declarations {
  /** What another file imports with the path of this one. */
  mainModule: string;
}

/** `file` is the path as it is shown in locations, `module` the name where the file itself says none. */
export function parseJan(
  text: string,
  { file, module }: { file: string; module: string },
): ParsedFile {
  const cursor = new Cursor(text, file);
  const parsing: Parsing = {
    cursor,
    found: { types: [], overloads: [], modules: new Map([[module, []]]) },
    fileModule: module,
    depth: 0,
    scope: { module, generics: [], methodsArePublic: false },
  };
  parseItems(parsing);
  const { types, overloads, modules } = parsing.found;
  return {
    types,
    overloads,
    modules: [...modules].map(([name, imports]) => ({ name, imports })),
    skipped: cursor.skipped,
    mainModule: parsing.scope.module,
  };
}
