// Starting a child on Bun.
import { extraDescriptors } from './descriptors.ts';
import { openLibc } from './libc.bun.ts';
import { cannotExecute, type Program, throughShell } from './program.ts';
import type { Child, Spawn, Stdio } from './spawn.ts';

function startOnce({ file, args, env, keep }: Program, stdio: Stdio): Bun.Subprocess {
  // Bun raises the limit of open files for itself; a child has what we have.
  if (keep.nofile !== undefined) openLibc()?.limitFiles(keep.nofile);
  return Bun.spawn([file, ...args], {
    stdio: [stdio.in ?? 'ignore', stdio.out, stdio.err, ...extraDescriptors(keep.fds ?? [])],
    env,
  });
}

function start(program: Program, stdio: Stdio): Bun.Subprocess {
  try {
    return startOnce(program, stdio);
  } catch (error) {
    const { code = 'UNKNOWN' } = error as { code?: string };
    if (code !== 'ENOEXEC') throw cannotExecute(program.file, code, error);
    return startOnce(throughShell(program), stdio);
  }
}

function spawnChild(program: Program, stdio: Stdio): Child {
  const child = start(program, stdio);
  return { kill: (signal) => child.kill(signal), ended: child.exited };
}

export const spawn: Spawn = { spawnChild, stdinChunks: () => Bun.stdin.stream() };
