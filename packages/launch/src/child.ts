// Where execve is missing: a child that owns our descriptors, gets our signals, and whose end becomes ours.
import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import type { Ended } from '@rhachet/kit';
import { cannotExecute, type Program } from './program.ts';

/** Sent to us alone, these are for the child. */
const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGWINCH'] as const;

/** A terminal sends these to the child as well: forwarded, Ctrl-C would reach it twice. */
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT'] as const;

const onTerminal = (): boolean => [0, 1, 2].some((fd) => isatty(fd));

function stdioFor(fds: number[]): StdioOptions {
  const stdio: (number | 'ignore')[] = [0, 1, 2];
  for (const fd of fds) {
    while (stdio.length < fd) stdio.push('ignore');
    stdio[fd] = fd;
  }
  return stdio;
}

const refused = (file: string, error: unknown): Error =>
  cannotExecute(file, (error as NodeJS.ErrnoException).code ?? 'UNKNOWN', error);

/** Node throws some of what the kernel answers (E2BIG, ENOTDIR, ETXTBSY) and emits the rest. */
function start({ file, args, env, keep }: Program): ChildProcess {
  try {
    return spawn(file, args, { stdio: stdioFor(keep.fds ?? []), env });
  } catch (error) {
    throw refused(file, error);
  }
}

/** Runs the program as a child and resolves to how it ended. */
export function runAsChild(program: Program): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = start(program);
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    const ignore = (): void => undefined;
    const handlers = new Map<NodeJS.Signals, (signal: NodeJS.Signals) => void>();
    for (const signal of FORWARDED) handlers.set(signal, forward);
    for (const signal of FROM_TERMINAL) handlers.set(signal, onTerminal() ? ignore : forward);
    for (const [signal, handler] of handlers) process.on(signal, handler);
    const settle = (): void => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
    };
    child.on('error', (error) => {
      settle();
      reject(refused(program.file, error));
    });
    child.on('exit', (code, signal) => {
      settle();
      resolve(
        signal === null ? { exit: code ?? 0 } : { exit: 128 + constants.signals[signal], signal },
      );
    });
  });
}
