// Where execve is missing: a child that owns our descriptors, gets our signals, and whose end becomes ours.
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Ended } from '@rhachet/kit';
import { extraDescriptors } from './descriptors.ts';
import { forwardSignals } from './forward.ts';
import { cannotExecute, type Program } from './program.ts';

const refused = (file: string, error: unknown): Error =>
  cannotExecute(file, (error as NodeJS.ErrnoException).code ?? 'UNKNOWN', error);

/** Node throws some of what the kernel answers (E2BIG, ENOTDIR, ETXTBSY) and emits the rest. */
function start({ file, args, env, keep }: Program): ChildProcess {
  try {
    return spawn(file, args, { stdio: [0, 1, 2, ...extraDescriptors(keep.fds ?? [])], env });
  } catch (error) {
    throw refused(file, error);
  }
}

function startOr(settle: () => void, program: Program): ChildProcess {
  try {
    return start(program);
  } catch (error) {
    settle();
    throw error;
  }
}

/** Runs the program as a child and resolves to how it ended. */
export function runAsChild(program: Program): Promise<Ended> {
  return new Promise((resolve, reject) => {
    // Before it starts: a Ctrl-C that it answers at once must not end us. Handlers run when this function is through.
    const settle = forwardSignals((signal) => void child.kill(signal));
    const child = startOr(settle, program);
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
