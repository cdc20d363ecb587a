// Starting a child with its stdin, stdout and stderr in our hands. Two implementations: on Bun `node:child_process` and
// its streams cost 30 ms for nine children.
import type { Program } from './program.ts';

export interface Child {
  stdout: AsyncIterable<Uint8Array>;
  stderr: AsyncIterable<Uint8Array>;
  /** Passes over a child that no longer reads. */
  write: (chunk: Uint8Array) => void;
  closeInput: () => void;
  kill: (signal: NodeJS.Signals) => void;
  /** Its exit code, or 128+n for death by signal n. Rejects with a `Failure` (exit 126) when it never ran. */
  ended: Promise<number>;
}

export interface Spawn {
  /** Throws a `Failure` (exit 126) where the kernel refuses the file. */
  spawnChild: (program: Program) => Child;
  stdinChunks: () => AsyncIterable<Uint8Array>;
}
