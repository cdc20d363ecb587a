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

/** The file that a path leads to: a link stays a link. */
function target(path: string): { file: string; mode: number | undefined } {
  try {
    const file = realpathSync(path);
    return { file, mode: statSync(file).mode & 0o7777 };
  } catch {
    return { file: path, mode: undefined };
  }
}

/** Writes the text to a file beside the path and renames it into place; the directory is made where it is missing. */
export function replaceFile(path: string, text: string): void {
  const { file, mode } = target(path);
  mkdirSync(dirname(file), { recursive: true });
  const begun = `${file}.${process.pid}`;
  try {
    writeFileSync(begun, text);
    if (mode !== undefined) chmodSync(begun, mode);
    renameSync(begun, file);
  } finally {
    rmSync(begun, { force: true });
  }
}
