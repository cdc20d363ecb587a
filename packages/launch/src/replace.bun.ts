// Bun's way of becoming another program.
import type { Ended } from '@rhachet/kit';
import { inheritedDescriptors } from './descriptors.bun.ts';
import { cannotExecute, envBlock, type Program, throughShell } from './program.ts';
import { needsRaw, rawArgs, rawEnv } from './raw.bun.ts';
import { stopIgnoring } from './signals.ts';

type Execve = (file: string, args: string[], env: Record<string, string | undefined>) => never;

function execve(program: Program): never {
  const { file, args, env } = program;
  const { execve: native } = process as unknown as { execve: Execve };
  program.last?.();
  return native(file, [file, ...args], env);
}

/** Bun closes descriptors from 3 up inside its own execve, raises the limit of open files and knows no bytes. */
async function replaceThroughLibc(program: Program, fds: number[]): Promise<never> {
  const { file, args, env, keep } = program;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- bun:ffi is loaded for those who need it
  const { openLibc } = require('./libc.bun.ts') as typeof import('./libc.bun.ts');
  const libc = openLibc();
  if (!libc) return execve(program);
  const argv = [file, ...(await rawArgs(args))];
  const environment = await rawEnv(envBlock(env));
  for (const fd of fds) libc.keepOpen(fd);
  if (keep.nofile !== undefined) libc.limitFiles(keep.nofile);
  program.last?.();
  const code = libc.execve(file, argv, environment);
  throw Object.assign(new Error(code), { code });
}

function replaceOnce(program: Program): Promise<never> | never {
  const { args, env, keep } = program;
  const fds = keep.fds ?? inheritedDescriptors();
  const plain = fds.length === 0 && keep.nofile === undefined && !needsRaw(args, env);
  return plain ? execve(program) : replaceThroughLibc(program, fds);
}

export async function replace(program: Program): Promise<Ended> {
  stopIgnoring();
  try {
    return await replaceOnce(program);
  } catch (error) {
    const { code = 'UNKNOWN' } = error as { code?: string };
    if (code !== 'ENOEXEC') throw cannotExecute(program.file, code, error);
    return replaceOnce({ ...throughShell(program), last: () => undefined });
  }
}
