// One run of one command: the only place where a process is started and a clock is read.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

import { guard } from './guard.ts';
import type { Env } from './options.ts';
import { openStreams, type Streams } from './streams.ts';

/** Everything about a run but the command: the same for all runs of a measurement. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Env;
  readonly input: string | Uint8Array | undefined;
  readonly timeoutMs: number;
}

interface Ending {
  /** From just before the process was asked for until it was gone. */
  readonly ms: number;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why it did not end by itself: it could not start, or we killed it. */
  readonly trouble: string | null;
}

export interface Run extends Ending {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

// These say that this machine has no room for one more process, not that the command is wrong.
const NO_ROOM = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM']);

/**
 * Runs `command` once. What the command does or fails to do is in the result.
 * @throws when this machine cannot run anything: no room in the temporary directory, no free process
 */
export async function runOnce(command: readonly string[], around: Surroundings): Promise<Run> {
  const streams = openStreams(around.input);
  try {
    const ending = await start(command, around, streams).catch((error: unknown) =>
      notStarted(error, around.cwd),
    );
    return { ...ending, stdout: streams.stdout(), stderr: streams.stderr() };
  } finally {
    streams.remove();
  }
}

/**
 * The clock stops at 'exit', not at 'close': 'close' waits for every holder of the streams, so a
 * grandchild in the background would be measured too. `detached` gives the child a process group
 * (and session) of its own, which a time-out can kill as a whole.
 */
function start(
  [program = '', ...words]: readonly string[],
  { cwd, env, timeoutMs }: Surroundings,
  streams: Streams,
): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const before = process.hrtime.bigint();
    const child = spawn(program, words, { cwd, env, stdio: streams.stdio, detached: true });
    const endWatch = guard(child, streams, timeoutMs);
    child.once('exit', (exitCode, signal) => {
      const ms = Number(process.hrtime.bigint() - before) / 1e6;
      resolve({ ms, exitCode, signal, trouble: endWatch() });
    });
    child.once('error', (error) => {
      endWatch();
      reject(error);
    });
  });
}

function notStarted(error: unknown, cwd: string): Ending {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (NO_ROOM.has(code)) throw error;
  const trouble = `could not be started: ${message}${whyMissing(code, cwd)}`;
  return { ms: NaN, exitCode: null, signal: null, trouble };
}

// The system reports a missing working directory as if the program were missing.
function whyMissing(code: string, cwd: string): string {
  if (code !== 'ENOENT') return '';
  return existsSync(cwd)
    ? ' (there is no such program, or none of the interpreter that its first line names)'
    : ` (the working directory ${cwd} does not exist)`;
}
