// Starting a child on Node, for run.jit.
import { type ChildProcessByStdio, spawn as spawnProcess } from 'node:child_process';
import { constants } from 'node:os';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { extraDescriptors } from './descriptors.ts';
import { cannotExecute, type Program } from './program.ts';
import { definedOnly, runnable, withLimit } from './replace.node.ts';
import type { Child, Spawn } from './spawn.ts';

type Piped = ChildProcessByStdio<Writable, Readable, Readable>;

/** Node throws some of what the kernel answers and emits the rest; most was found out before (`runnable`). */
function start(program: Program): Piped {
  const { file, args, env, keep } = withLimit(runnable(program));
  try {
    return spawnProcess(file, args, {
      stdio: ['pipe', 'pipe', 'pipe', ...extraDescriptors(keep.fds ?? [])],
      env: definedOnly(env),
    }) as unknown as Piped;
  } catch (error) {
    throw cannotExecute(program.file, (error as NodeJS.ErrnoException).code ?? 'UNKNOWN', error);
  }
}

function endOf(child: Piped, program: Program): Child['ended'] {
  return new Promise((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(cannotExecute(program.file, error.code ?? 'UNKNOWN', error)),
    );
    child.on('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]),
    );
  });
}

function spawnChild(program: Program): Child {
  const child = start(program);
  const { stdin } = child;
  // A child that has stopped reading is no fault.
  stdin.on('error', () => undefined);
  return {
    // When a child exits, Node throws away what it printed and nobody has begun to read.
    stdout: child.stdout.pipe(new PassThrough()),
    stderr: child.stderr.pipe(new PassThrough()),
    write: (chunk) => void stdin.write(chunk),
    closeInput: () => void stdin.end(),
    kill: (signal) => void child.kill(signal),
    ended: endOf(child, program),
  };
}

export const spawn: Spawn = { spawnChild, stdinChunks: () => process.stdin };
