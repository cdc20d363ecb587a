// Starting a child with descriptors of ours as its stdin, stdout and stderr. Two implementations: on Bun
// `node:child_process` costs 30 ms for nine children.
import type { Program } from './program.ts';

/** Descriptors of ours, which stay open here. */
export interface Stdio {
  /** Nothing to read where there is none. */
  in: number | undefined;
  out: number;
  err: number;
}

export interface Child {
  kill: (signal: NodeJS.Signals) => void;
  /** Its exit code, or 128+n for death by signal n. Rejects with a `Failure` (exit 126) when it never ran. */
  ended: Promise<number>;
}

export interface Spawn {
  /** Throws a `Failure` (exit 126) where the kernel refuses the file. */
  spawnChild: (program: Program, stdio: Stdio) => Child;
  stdinChunks: () => AsyncIterable<Uint8Array>;
}
