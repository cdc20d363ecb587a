// Classes in `.trash` files: where they are looked for, and what becomes of a file.
import { exists } from '#exists';
import { parse } from '#parser';
import type { Problem } from '../language/ast.ts';
import type { Machine } from '../evaluate/machine.ts';
import { stampOf } from './file-stamp.ts';
import { TrashError } from '../values/trash-error.ts';
import { classFromUnit } from './class-from-unit.ts';
import type { ClassParts } from './trash-class.ts';

/** No class is larger than this. */
const LARGEST = 1024 * 1024;

/** Of shared objects. */
const PLUGIN = process.platform === 'darwin' ? '.dylib' : '.so';

/** Of classes in TypeScript. */
const MODULES = ['.ts', '.js'] as const;

const NAME = /^[A-Za-z_]\w*(::[A-Za-z_]\w*)*$/;

export interface ClassFile {
  readonly path: string;
  readonly parts: ClassParts;
  readonly problems: readonly Problem[];
}

const fs = () => process.getBuiltinModule('node:fs');

/** `A::B` is `A__B.trash` or `A/B.trash`. */
const placesOf = (name: string): string[] => [
  ...new Set([name.replaceAll('::', '__'), name.replaceAll('::', '/')]),
];

/** The first that is there; null for none, and for what is no name of a class. */
function firstFile(
  name: string,
  directories: readonly string[],
  candidates: () => readonly string[],
): string | null {
  if (!NAME.test(name)) return null;
  const files = candidates();
  for (const directory of directories)
    for (const file of files) {
      const path = `${directory}/${file}`;
      if (isFile(path)) return path;
    }
  return null;
}

/** The file that would be read for a class; traits may lie in `traits/`. */
export const classPath = (name: string, directories: readonly string[]): string | null =>
  firstFile(name, directories, () =>
    [...placesOf(name), `traits/${name.replaceAll('::', '__')}`].map((at) => `${at}.trash`),
  );

/** A module for a class. Small names are those of modules that it imports. */
export const modulePath = (name: string, directories: readonly string[]): string | null =>
  firstFile(name, directories, () =>
    isModuleName(name) ? placesOf(name).flatMap((at) => MODULES.map((end) => at + end)) : [],
  );

const isModuleName = (name: string): boolean => /(^|::)[A-Z]\w*$/.test(name);

/** `A__B.so` in a class directory, or in `.compiled/` there: a plugin in C for a class. */
export const pluginPath = (name: string, directories: readonly string[]): string | null =>
  firstFile(name, directories, () => {
    const file = `${name.replaceAll('::', '__')}${PLUGIN}`;
    return [file, `.compiled/${file}`];
  });

const DEEPEST = 4;

/** The names of the classes whose files would be found. */
export const classNamesIn = (directories: readonly string[]): string[] =>
  directories.flatMap((directory) => [
    ...namesIn(directory, []),
    ...namesIn(`${directory}/traits`, []),
  ]);

function namesIn(directory: string, packages: readonly string[]): string[] {
  return entriesOf(directory).flatMap((entry) => {
    const path = `${directory}/${entry}`;
    const extension = [PLUGIN, '.trash', ...MODULES].find((end) => entry.endsWith(end));
    if (extension !== undefined) {
      const bare = entry.slice(0, -extension.length).replaceAll('__', '::');
      const name = [...packages, bare].join('::');
      const isClass = MODULES.some((end) => end === extension) ? isModuleName(name) : true;
      return isClass && NAME.test(name) && isFile(path) ? [name] : [];
    }
    const isPackage = NAME.test(entry) && entry !== 'traits' && packages.length < DEEPEST;
    return isPackage ? namesIn(path, [...packages, entry]) : [];
  });
}

function entriesOf(directory: string): string[] {
  try {
    return fs().readdirSync(directory);
  } catch {
    // Not there, or no directory.
    return [];
  }
}

function isFile(path: string): boolean {
  if (!exists(path)) return false;
  try {
    return fs().statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    // A part of the way is a file.
    return false;
  }
}

/** @throws TrashError SyntaxError with the place, for a file that holds no class or one with errors */
export function readClass(path: string, machine: Machine): ClassFile {
  // Before it is read: a change that comes meanwhile is seen the next time.
  const stamp = stampOf(path);
  const text = readText(path);
  const { unit, problems } = parse(text);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!unit || errors.length > 0) throw wrong(path, errors[0]);
  const hash = process
    .getBuiltinModule('node:crypto')
    .createHash('sha256')
    .update(text)
    .digest('hex');
  return { path, parts: classFromUnit(unit, { path, hash, text, stamp }, machine), problems };
}

function readText(path: string): string {
  const { size } = fs().statSync(path);
  if (size > LARGEST)
    throw new TrashError('SyntaxError', `${path} is larger than ${LARGEST} bytes`);
  return fs().readFileSync(path, 'utf8');
}

function wrong(path: string, problem: Problem | undefined): TrashError {
  if (!problem) return new TrashError('SyntaxError', `${path} holds no class`);
  const { line, column } = problem.at;
  return new TrashError('SyntaxError', `${path}:${line}:${column + 1}: ${problem.message}`);
}
