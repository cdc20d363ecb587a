// What is said of a directory or a file that may not be read.
import { EXIT, Failure } from '@rhachet/kit';

const MISSING = new Set<unknown>(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** Whether a listing failed because there is no such directory, which is no error. */
export const isMissing = (error: unknown): boolean =>
  MISSING.has((error as { code?: unknown }).code);

/** The error for any other failure to list a directory, in which a second target could be: exit 66. */
export function unreadable(dir: string, error: unknown): Failure {
  const { code = 'UNKNOWN', path = dir } = error as { code?: string; path?: string };
  // Bun names the entry, Node the whole path.
  const full = path.startsWith('/') ? path : `${dir}/${path}`;
  return new Failure(`cannot read ${full}: ${code}`, {
    code: 'UNREADABLE',
    exit: EXIT.noInput,
    hint: 'a skill of the same name could be in it, so none is chosen: make it readable, or remove it',
    cause: error,
  });
}

/** The error for a file that was found and cannot be read: exit 66. */
export function unreadableFile(path: string, error: unknown): Failure {
  const { code = 'UNKNOWN' } = error as { code?: string };
  return new Failure(`cannot read ${path}: ${code}`, {
    code: 'UNREADABLE',
    exit: EXIT.noInput,
    hint: 'make it readable, or remove it',
    cause: error,
  });
}
