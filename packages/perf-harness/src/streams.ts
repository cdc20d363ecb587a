// The stdin, stdout and stderr of one run are files, not pipes. A pipe has to be drained while the
// program runs: the program then waits for us, and that waiting is measured (a pipe nobody drains
// stops it after 64 KB). And a pipe ends only when the last grandchild closes it. A file takes any
// amount at once and is complete, for what the program itself wrote, the moment it exits.
import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program that prints without end must not fill the disk before its time-out. */
export const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

export interface Streams {
  /** What `spawn` takes. */
  readonly stdio: ('ignore' | number)[];
  /** How much has been printed on the longer one of the two outputs. */
  printedBytes(): number;
  stdout(): Buffer;
  stderr(): Buffer;
  /** Closes and deletes everything. */
  remove(): void;
}

/**
 * Files of their own for each run: a grandchild that outlives its run writes into nobody else's.
 * @throws the error of the file system when the temporary directory cannot be used
 */
export function openStreams(input: string | Uint8Array | undefined): Streams {
  const folder = mkdtempSync(join(tmpdir(), 'perf-harness-'));
  const open: number[] = [];
  const add = (name: string, flags: string): number => {
    const file = openSync(join(folder, name), flags);
    open.push(file);
    return file;
  };
  const remove = (): void => {
    open.forEach(closeSync);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const stdout = add('stdout', 'w+');
    const stderr = add('stderr', 'w+');
    if (input !== undefined) writeFileSync(join(folder, 'stdin'), input);
    return {
      stdio: [input === undefined ? 'ignore' : add('stdin', 'r'), stdout, stderr],
      printedBytes: () => Math.max(fstatSync(stdout).size, fstatSync(stderr).size),
      stdout: () => contents(stdout),
      stderr: () => contents(stderr),
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function contents(file: number): Buffer {
  const bytes = Buffer.alloc(Math.min(fstatSync(file).size, MAX_OUTPUT_BYTES));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
}
