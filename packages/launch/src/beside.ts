// Programs that run beside each other: the same stdin to each, the output of each as a stream of its own.
import type { Chunk } from '@rhachet/kit';
import { spawn } from '#spawn';
import { forwardSignals } from './forward.ts';
import { merge } from './merge.ts';
import type { Program } from './program.ts';
import type { Child } from './spawn.ts';

/** One of the programs. */
export interface Beside {
  /** What it prints, as it comes. While nobody reads it, a program that prints much waits. */
  output: AsyncIterable<Chunk>;
  /** Its exit code, or 128+n for death by signal n. Rejects with a `Failure` (exit 126) when the kernel refused the file. */
  ended: Promise<number>;
}

async function* nothing(): AsyncGenerator<Chunk> {
  // A program that never ran printed nothing.
}

const refused = (error: Error): Beside => ({
  output: nothing(),
  ended: Promise.reject(error),
});

async function passOn(children: Child[]): Promise<void> {
  try {
    for await (const chunk of spawn.stdinChunks()) for (const child of children) child.write(chunk);
  } catch {
    // A stdin that is closed, or a directory, holds nothing to pass on.
  }
}

/** Gives all of our stdin to each child. A terminal cannot be shared: there they get nothing. */
async function feed(children: Child[], terminals: string): Promise<void> {
  if (!terminals.includes('0')) await passOn(children);
  for (const child of children) child.closeInput();
}

const whichTerminals = (): string => {
  const { isatty } = process.getBuiltinModule('node:tty');
  return [0, 1, 2].filter((fd) => isatty(fd)).join('');
};

/**
 * Starts all programs. Signals that are sent to us reach those that still run, until the last has ended.
 * `terminals`: which of our descriptors 0, 1, 2 are terminals, where a launcher has looked.
 */
export function startBeside(programs: Program[], terminals = whichTerminals()): Beside[] {
  const children: Child[] = [];
  const pass = (signal: NodeJS.Signals): void => children.forEach((child) => child.kill(signal));
  const stop = forwardSignals(pass, terminals !== '');
  const all = programs.map((program): Beside => {
    try {
      const child = spawn.spawnChild(program);
      children.push(child);
      const output = merge({ out: child.stdout, err: child.stderr });
      return { output, ended: child.ended };
    } catch (error) {
      return refused(error as Error);
    }
  });
  void feed(children, terminals);
  void Promise.allSettled(all.map(({ ended }) => ended)).then(stop);
  return all;
}
