// Replacing a file in one step: who reads it sees the old text or the new one.
import {
  chmodSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { EXIT, Failure } from '@rhachet/kit';

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is below something that is no directory: there is nothing to remove.
  }
}

/** The file that a path leads to: a link stays a link. */
function target(path: string): { file: string; mode: number | undefined } {
  try {
    const file = realpathSync(path);
    return { file, mode: statSync(file).mode & 0o7777 };
  } catch {
    return { file: path, mode: undefined };
  }
}

const cannotWrite = (path: string, error: unknown): Failure =>
  new Failure(`cannot write ${path}: ${(error as Error).message}`, {
    code: 'CANNOT_WRITE',
    exit: EXIT.badConfig,
    hint: 'what was there is as it was; make its directory one that this user can write to',
    cause: error,
  });

/**
 * Writes the text to a file beside the path and renames it into place; the directory is made where it is missing.
 * Throws a `Failure` (exit 78) where that is impossible.
 */
export function replaceFile(path: string, text: string): void {
  const { file, mode } = target(path);
  const begun = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(begun, text);
    if (mode !== undefined) chmodSync(begun, mode);
    renameSync(begun, file);
  } catch (error) {
    throw cannotWrite(path, error);
  } finally {
    removeQuietly(begun);
  }
}
