// `path isFile` and the like: the tests of bash.
import type { Stats } from 'node:fs';
import { textOf, type Value } from '../values/value.ts';

const files = () => process.getBuiltinModule('node:fs');

function look(path: Value, test: (stats: Stats) => boolean): boolean {
  const stats = files().statSync(textOf(path), { throwIfNoEntry: false });
  return stats !== undefined && test(stats);
}

function mayAccess(path: Value, mode: 'R_OK' | 'W_OK' | 'X_OK'): boolean {
  try {
    files().accessSync(textOf(path), files().constants[mode]);
    return true;
  } catch {
    return false;
  }
}

function safely(test: (path: Value) => boolean): (path: Value) => boolean {
  return (path) => {
    try {
      return test(path);
    } catch {
      // A directory on the way that may not be entered: to bash that is no file.
      return false;
    }
  };
}

export const FILE_PREDICATES = {
  fileExists: safely((path) => look(path, () => true)),
  isFile: safely((path) => look(path, (stats) => stats.isFile())),
  isDirectory: safely((path) => look(path, (stats) => stats.isDirectory())),
  isFifo: safely((path) => look(path, (stats) => stats.isFIFO())),
  isSymlink: safely(
    (path) => files().lstatSync(textOf(path), { throwIfNoEntry: false })?.isSymbolicLink() ?? false,
  ),
  isReadable: (path: Value) => mayAccess(path, 'R_OK'),
  isWritable: (path: Value) => mayAccess(path, 'W_OK'),
  isExecutable: (path: Value) => mayAccess(path, 'X_OK'),
};
