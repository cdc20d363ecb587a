// The files of a source: a directory stands for all .jan files in it, a file for itself.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { EXIT, Failure } from '@rhachet/kit';

export interface SourceFile {
  /** Absolute. */
  path: string;
  /** As it is shown: from the directory of the caller, or of the index. */
  shown: string;
  /** From the root of the source; the name of its module comes from it. */
  inside: string;
}

/** Milliseconds in which two changes of a file can bear one time. */
export const GRAIN_MS = 20;

/** A file beyond this is no declaration that somebody wrote. */
const LARGEST = 16 * 1024 * 1024;

const JAN = /\.t?jan$/;

/** The files below `root`, as paths from there; every directory on the way is put into `dirs`. */
function* walk(root: string, inside: string, dirs: string[]): Iterable<string> {
  const dir = `${root}${inside}` || '/';
  dirs.push(dir);
  const entries = readdirSync(dir, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = `${inside}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path, dirs);
    else if (entry.isFile() && JAN.test(entry.name)) yield path;
  }
}

function noSuchSource(source: string, cause: unknown): Failure {
  return new Failure(`there is no source ${source}`, {
    code: 'NO_SOURCE',
    exit: EXIT.noInput,
    hint: 'give a directory with .jan files, or a .jan, .json or .yaml file',
    cause,
  });
}

/** Throws a Failure (66) for a source that is not there. `dirs` gets the directories that were looked through. */
export function filesOf(source: string, shownFrom: string, dirs: string[] = []): SourceFile[] {
  const root = resolve(shownFrom, source);
  const shownRoot = relative(shownFrom, root);
  try {
    if (!statSync(root).isDirectory()) return [{ path: root, shown: shownRoot, inside: shownRoot }];
    // Not `join` and `relative` for each: there may be ten thousand.
    const prefix = shownRoot === '' ? '' : `${shownRoot}/`;
    const base = root === '/' ? '' : root;
    return Array.from(walk(base, '', dirs), (path) => {
      const inside = path.slice(1);
      return { path: `${base}${path}`, shown: `${prefix}${inside}`, inside };
    });
  } catch (error) {
    throw noSuchSource(source, error);
  }
}

/** Throws a Failure for a file that is too large (65) or cannot be read (66). */
export function readSource({ path, shown }: SourceFile): string {
  try {
    const { size } = statSync(path);
    if (size <= LARGEST) return readFileSync(path, 'utf8');
    throw new Failure(`${shown} has ${size} bytes; the limit is ${LARGEST}`, {
      code: 'TOO_LARGE',
      exit: EXIT.badData,
    });
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw new Failure(`cannot read ${shown}: ${cause.message}`, {
      code: 'NO_SOURCE',
      exit: EXIT.noInput,
      cause,
    });
  }
}
