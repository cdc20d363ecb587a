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

interface Modes {
  /** Else what the process gives a new file. */
  file?: number | undefined;
  directory?: number;
}

/** Writes the text to a file beside and renames it; the directory is made where it is missing. Throws the error of the file system. */
export function putInPlace(file: string, text: string, modes: Modes = {}): void {
  const begun = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: modes.directory });
    writeFileSync(begun, text, { mode: modes.file });
    if (modes.file !== undefined) chmodSync(begun, modes.file);
    renameSync(begun, file);
  } finally {
    removeQuietly(begun);
  }
}

/** Replaces the file that a path leads to, which keeps its mode. Throws a `Failure` (exit 78) where that is impossible. */
export function replaceFile(path: string, text: string): void {
  const { file, mode } = target(path);
  try {
    putInPlace(file, text, { file: mode });
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
