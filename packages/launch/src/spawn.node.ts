// Starting a child on Node, for run.jit.
import { type ChildProcess, spawn as spawnProcess } from 'node:child_process';
import { constants } from 'node:os';
import { extraDescriptors } from './descriptors.ts';
import { cannotExecute, type Program } from './program.ts';
import { definedOnly, runnable, withLimit } from './replace.node.ts';
import type { Child, Spawn, Stdio } from './spawn.ts';

/** Node throws some of what the kernel answers and emits the rest; most was found out before (`runnable`). */
function start(program: Program, stdio: Stdio): ChildProcess {
  const { file, args, env, keep } = withLimit(runnable(program));
  try {
    return spawnProcess(file, args, {
      stdio: [stdio.in ?? 'ignore', stdio.out, stdio.err, ...extraDescriptors(keep.fds ?? [])],
      env: definedOnly(env),
    });
  } catch (error) {
    throw cannotExecute(program.file, (error as NodeJS.ErrnoException).code ?? 'UNKNOWN', error);
  }
}

function endOf(child: ChildProcess, program: Program): Child['ended'] {
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(cannotExecute(program.file, error.code ?? 'UNKNOWN', error)),
    );
    child.on('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]),
    );
  });
}

function spawnChild(program: Program, stdio: Stdio): Child {
  const child = start(program, stdio);
  return { kill: (signal) => void child.kill(signal), ended: endOf(child, program) };
}

export const spawn: Spawn = { spawnChild, stdinChunks: () => process.stdin };
