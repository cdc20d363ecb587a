// One run of one command: the only place where a process is started and a clock is read.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

import { childrenCpu, type CpuTime } from './cpu.ts';
import { guard } from './guard.ts';
import type { Env } from './options.ts';
import { openStreams, type Streams } from './streams.ts';
import type { Waterfall } from './trace/waterfall.ts';

/** Everything about a run but the command: the same for all runs of a measurement. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Env;
  readonly input: string | Uint8Array | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** A variable that gets the time just before the process is asked for: milliseconds since the epoch. */
  readonly startVariable?: string | undefined;
}

interface Ending {
  /** When the clock started, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** From just before the process was asked for until it was gone. */
  readonly ms: number;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why it did not end by itself: it could not start, or we killed it. */
  readonly trouble: string | null;
}

export interface Run extends Ending {
  /** Its stages, when they were asked for. */
  readonly trace: Waterfall | null;
  /** Why they were asked for and are not there. */
  readonly missing: string | null;
  /** Of the run and of what it started and waited for; NaN where the system does not say. */
  readonly cpu: CpuTime;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

// These say that this machine has no room for one more process, not that the command is wrong.
const NO_ROOM = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM']);

/**
 * Runs `command` once. What the command does or fails to do is in the result.
 * @throws when this machine cannot run anything (no room in the temporary directory, no free
 * process), or when `around.signal` says that it shall not
 */
export async function runOnce(command: readonly string[], around: Surroundings): Promise<Run> {
  around.signal?.throwIfAborted();
  const streams = openStreams(around.input);
  try {
    const before = childrenCpu();
    const ending = await start(command, around, streams).catch((error: unknown) =>
      notStarted(error, around.cwd),
    );
    around.signal?.throwIfAborted();
    const cpu = spent(before, childrenCpu());
    const printed = { stdout: streams.stdout(), stderr: streams.stderr() };
    return { ...ending, ...printed, cpu, trace: null, missing: null };
  } finally {
    streams.remove();
  }
}

function spent(before: CpuTime, after: CpuTime): CpuTime {
  return { userMs: after.userMs - before.userMs, systemMs: after.systemMs - before.systemMs };
}

/**
 * The clock stops at 'exit', not at 'close': 'close' waits for every holder of the streams, so a
 * grandchild in the background would be measured too. `detached` gives the child a process group
 * (and session) of its own, which a time-out can kill as a whole.
 */
function start(
  [program = '', ...words]: readonly string[],
  { cwd, env, timeoutMs, signal: abort, startVariable }: Surroundings,
  streams: Streams,
): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.timeOrigin + performance.now();
    const started = startVariable === undefined ? {} : { [startVariable]: String(startedAt) };
    const before = process.hrtime.bigint();
    const child = spawn(program, words, {
      cwd,
      env: { ...env, ...started },
      stdio: streams.stdio,
      detached: true,
    });
    const endWatch = guard(child, streams, { timeoutMs, abort });
    child.once('exit', (exitCode, signal) => {
      const ms = Number(process.hrtime.bigint() - before) / 1e6;
      resolve({ startedAt, ms, exitCode, signal, trouble: endWatch() });
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
  return { startedAt: NaN, ms: NaN, exitCode: null, signal: null, trouble };
}

// The system reports a missing working directory as if the program were missing.
function whyMissing(code: string, cwd: string): string {
  if (code !== 'ENOENT') return '';
  return existsSync(cwd)
    ? ' (there is no such program, or none of the interpreter that its first line names)'
    : ` (the working directory ${cwd} does not exist)`;
}
