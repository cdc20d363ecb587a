// Programs that run beside each other: the same stdin to each, the output of each kept until it is asked for.
import type { Chunk } from '@rhachet/kit';
import { spawn } from '#spawn';
import { forwardSignals } from './forward.ts';
import type { Program } from './program.ts';
import type { Child, Stdio } from './spawn.ts';
import { chunksOf, close, openInputs, openOutput } from './temporary.ts';
import { whichTerminals } from './which-terminals.ts';

/** One of the programs. */
export interface Beside {
  /** What it printed, once it has ended: all of stdout, then all of stderr. To be read once. */
  output: AsyncIterable<Chunk>;
  /** Its exit code, or 128+n for death by signal n. Rejects with a `Failure` (exit 126) when the kernel refused the file. */
  ended: Promise<number>;
}

async function* stdinChunks(): AsyncGenerator<Uint8Array> {
  try {
    yield* spawn.stdinChunks();
  } catch {
    // A stdin that is closed, or a directory, holds nothing to pass on.
  }
}

/** Our stdin, read to its end. A terminal cannot be shared: there they get nothing. */
async function openStdio(programs: Program[], terminals: string): Promise<[Program, Stdio][]> {
  const inputs = terminals.includes('0') ? [] : await openInputs(stdinChunks(), programs.length);
  return programs.map((program, at) => [
    program,
    { in: inputs[at], out: openOutput(), err: openOutput() },
  ]);
}

async function* outputOf({ out, err }: Stdio, ended: Promise<number>): AsyncGenerator<Chunk> {
  await Promise.allSettled([ended]);
  for (const bytes of chunksOf(out)) yield { to: 'out', bytes };
  for (const bytes of chunksOf(err)) yield { to: 'err', bytes };
  close(out);
  close(err);
}

function start(program: Program, stdio: Stdio): Child {
  try {
    return spawn.spawnChild(program, stdio);
  } catch (error) {
    const refused = error as Error;
    return { kill: () => undefined, ended: Promise.reject(refused) };
  } finally {
    if (stdio.in !== undefined) close(stdio.in);
  }
}

/**
 * Starts all programs, once our stdin has been read to its end. Signals that are sent to us reach those that still run,
 * until the last has ended. `terminals`: which of our descriptors 0, 1, 2 are terminals, where a launcher has looked.
 * Rejects with a `Failure` where no temporary file can be written; then none was started.
 */
export async function startBeside(
  programs: Program[],
  terminals = whichTerminals(),
): Promise<Beside[]> {
  const prepared = await openStdio(programs, terminals);
  const children: Child[] = [];
  const pass = (signal: NodeJS.Signals): void => children.forEach((child) => child.kill(signal));
  const stop = forwardSignals(pass, terminals !== '');
  const all = prepared.map(([program, stdio]): Beside => {
    const child = start(program, stdio);
    children.push(child);
    return { output: outputOf(stdio, child.ended), ended: child.ended };
  });
  void Promise.allSettled(all.map(({ ended }) => ended)).then(stop);
  return all;
}
