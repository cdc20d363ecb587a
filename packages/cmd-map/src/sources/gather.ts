// All files of all sources as one set of declarations.
import { posix } from 'node:path';
import type { Declarations, Import, ModuleDeclaration } from '../model/types.ts';
import { fromDocument, type MapDocument } from './document.ts';
import { filesOf, readSource, type SourceFile } from './files.ts';
import { parseJan } from './jan/parse.ts';

/** What one file declares; imports still name paths where the file does. */
export interface FileDeclarations extends Declarations {
  file: SourceFile;
  mainModule?: string;
}

/** `std/math.jan` is the module `std.math`, unless it says another name. */
const moduleOf = (inside: string): string =>
  inside
    .replace(/\.t?jan$/, '')
    .split('/')
    .filter((part) => part !== '.' && part !== '..' && part !== '')
    .join('.');

/** Loaded when there is such a file: the libraries weigh more than the rest of the package. */
const parseMapDocument = (text: string, file: string): MapDocument =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  (require('#documents') as typeof import('#documents')).parseMapDocument(text, file);

export function parseFile(file: SourceFile, text: string): FileDeclarations {
  if (/\.(json|ya?ml)$/.test(file.path)) {
    return { file, ...fromDocument(parseMapDocument(text, file.shown)) };
  }
  return { file, ...parseJan(text, { file: file.shown, module: moduleOf(file.inside) }) };
}

/** `./f.jan` is the module of that file, `std/log` is `std.log`. */
function resolveImport(one: Import, file: SourceFile, mainModules: Map<string, string>): Import {
  if (!/[/]|\.t?jan$/.test(one.from)) return one;
  const path = posix.join(posix.dirname(file.shown), one.from);
  const found = mainModules.get(path) ?? mainModules.get(`${path}.jan`);
  return { ...one, from: found ?? moduleOf(one.from) };
}

/** Files of one set know each other's modules. */
export function joinFiles(files: FileDeclarations[]): Declarations {
  const mainModules = new Map(
    files.flatMap(({ file, mainModule }) =>
      mainModule === undefined ? [] : [[file.shown, mainModule] as const],
    ),
  );
  const modules = files.flatMap(({ file, modules: declared }) =>
    declared.map(({ name, imports }): ModuleDeclaration =>
      imports
        ? { name, imports: imports.map((one) => resolveImport(one, file, mainModules)) }
        : { name },
    ),
  );
  return {
    types: files.flatMap(({ types }) => types),
    overloads: files.flatMap(({ overloads }) => overloads),
    modules,
    skipped: files.flatMap(({ skipped }) => skipped),
  };
}

/** Reads every source, relative to `cwd`. Throws a Failure for one that is missing (66) or malformed (65). */
export function gather(sources: string[], cwd: string): Declarations {
  const files = sources.flatMap((source) => filesOf(source, cwd));
  return joinFiles(files.map((file) => parseFile(file, readSource(file))));
}
