// Starting a child on Bun.
import { extraDescriptors } from './descriptors.ts';
import { openLibc } from './libc.bun.ts';
import { cannotExecute, type Program, throughShell } from './program.ts';
import type { Child, Spawn } from './spawn.ts';

function startOnce({ file, args, env, keep }: Program): Bun.Subprocess<'pipe', 'pipe', 'pipe'> {
  // Bun raises the limit of open files for itself; a child has what we have.
  if (keep.nofile !== undefined) openLibc()?.limitFiles(keep.nofile);
  return Bun.spawn([file, ...args], {
    stdio: ['pipe', 'pipe', 'pipe', ...extraDescriptors(keep.fds ?? [])],
    env,
  });
}

function start(program: Program): ReturnType<typeof startOnce> {
  try {
    return startOnce(program);
  } catch (error) {
    const { code = 'UNKNOWN' } = error as { code?: string };
    if (code !== 'ENOEXEC') throw cannotExecute(program.file, code, error);
    return startOnce(throughShell(program));
  }
}

/** A child that has stopped reading is no fault: what is written to it may throw, or reject. */
async function passOver(...steps: (() => unknown)[]): Promise<void> {
  try {
    await Promise.all(steps.map((step) => step()));
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPIPE') throw error;
  }
}

function spawnChild(program: Program): Child {
  const child = start(program);
  const { stdin, stdout, stderr } = child;
  return {
    stdout,
    stderr,
    write: (chunk) =>
      void passOver(
        () => stdin.write(chunk),
        () => stdin.flush(),
      ),
    closeInput: () => void passOver(() => stdin.end()),
    kill: (signal) => child.kill(signal),
    ended: child.exited,
  };
}

export const spawn: Spawn = { spawnChild, stdinChunks: () => Bun.stdin.stream() };
