// What the flags of `tt` mean, whoever has read them: a daemon that serves, JSON lines over stdin, or a word about another.
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT, Failure } from '@rhachet/kit';
import { killDaemon, inspectDaemon, statusOf } from './control.ts';
import { type Daemon, startDaemon, USUAL_LIMIT } from './daemon.ts';
import { answerLines } from './lines.ts';
import { observed, type Observers } from './observe.ts';
import type { DaemonRuntime } from './runtime.ts';

export interface DaemonFlags {
  /** Where it serves, or is asked. */
  readonly socket: string;
  /** Answer lines over stdin instead, unless one of the flags speaks of a daemon. */
  readonly lines?: boolean;
  readonly status?: boolean;
  readonly kill?: boolean;
  readonly restart?: boolean;
  /** An id, `classes`, `plugins` or `refs`. */
  readonly inspect?: string;
  /** Seconds; 0: never. */
  readonly idleTimeout?: number;
  readonly requestLimit?: number;
  readonly debug?: boolean;
  /** A file, or `stderr`. */
  readonly trace?: string;
  readonly profile?: string;
}

export interface DaemonSurroundings {
  /** Opens the object space; called only where it is needed. */
  readonly open: () => DaemonRuntime | Promise<DaemonRuntime>;
  readonly input: AsyncIterable<Uint8Array>;
  /** For stderr. */
  readonly note: (text: string) => void;
  readonly onFault: (error: unknown) => void;
}

export type DaemonOutcome =
  /** To stdout; the exit code. */
  | { readonly kind: 'said'; readonly text: string; readonly exit: number }
  | { readonly kind: 'serves'; readonly daemon: Daemon }
  /** To stdout, until stdin ends. */
  | { readonly kind: 'lines'; readonly lines: AsyncIterable<string> };

const STOPPED = 1;

function sinkFor(target: string, note: (text: string) => void): (line: string) => void {
  if (target === 'stderr') return note;
  // At once, so that one who may not write there hears of it.
  try {
    appendFileSync(target, '', { mode: 0o600 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`cannot write to ${target}: ${reason}`, {
      code: 'NO_OUTPUT',
      exit: EXIT.noInput,
      hint: 'name a file in a directory that is there, or stderr',
      cause,
    });
  }
  // While a message runs, the process is where its caller is.
  const path = resolve(target);
  return (line) => appendFileSync(path, line);
}

function observersOf(
  { debug, trace, profile }: DaemonFlags,
  note: (text: string) => void,
): Observers {
  return {
    ...(debug ? { debug: note } : {}),
    ...(trace === undefined ? {} : { trace: sinkFor(trace, note) }),
    ...(profile === undefined ? {} : { profile: sinkFor(profile, note) }),
  };
}

async function sayStatus(socket: string): Promise<DaemonOutcome> {
  const status = await statusOf(socket);
  if (!status.running) return { kind: 'said', text: `stopped: ${socket}\n`, exit: STOPPED };
  return { kind: 'said', text: `running: process ${status.pid}, ${socket}\n`, exit: 0 };
}

async function sayKilled(socket: string): Promise<DaemonOutcome> {
  const text = (await killDaemon(socket)) ? `stopped: ${socket}\n` : `not running: ${socket}\n`;
  return { kind: 'said', text, exit: 0 };
}

async function* untilClosed(
  lines: AsyncIterable<string>,
  runtime: DaemonRuntime,
): AsyncGenerator<string> {
  try {
    yield* lines;
  } finally {
    runtime.close();
  }
}

/** @throws Failure where the daemon cannot be started or asked */
export async function runDaemon(
  flags: DaemonFlags,
  { open, input, note, onFault }: DaemonSurroundings,
): Promise<DaemonOutcome> {
  const { idleTimeout = 0, requestLimit = USUAL_LIMIT } = flags;
  const { socket } = flags;
  if (flags.status) return sayStatus(socket);
  if (flags.kill) return sayKilled(socket);
  if (flags.inspect !== undefined)
    return { kind: 'said', text: `${await inspectDaemon(socket, flags.inspect)}\n`, exit: 0 };
  if (flags.restart) await killDaemon(socket);
  const observers = observersOf(flags, note);
  const start = async (): Promise<DaemonRuntime> => observed(await open(), observers);
  if (flags.lines && !flags.restart) {
    const runtime = await start();
    const lines = answerLines(input, { runtime, requestLimit });
    return { kind: 'lines', lines: untilClosed(lines, runtime) };
  }
  const daemon = await startDaemon({ socket, open: start, idleTimeout, requestLimit, onFault });
  return { kind: 'serves', daemon };
}
