// Node's way of becoming another program: execve from 22.15 on, else a child that looks like one.
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import type { Ended } from '@rhachet/kit';
import { runAsChild } from './child.ts';
import { cannotExecute, type Program, throughShell } from './program.ts';
import { stopIgnoring } from './signals.ts';

type Execve = (file: string, args: string[], env: Record<string, string>) => never;

/** As the kernel reads it: a carriage return is part of the name. */
const INTERPRETER = /^#![ \t]*([^ \t\n]+)/;

const EXECUTABLE_MAGIC = ['7f454c46', 'cffaedfe', 'cafebabe'];

function firstBytes(file: string): Buffer {
  const bytes = Buffer.alloc(256);
  const fd = openSync(file, 'r');
  try {
    return bytes.subarray(0, readSync(fd, bytes));
  } finally {
    closeSync(fd);
  }
}

/**
 * Node aborts with a core dump when execve fails, so what the kernel would refuse is found out before.
 * Returns the program to run: itself, or itself through the shell.
 */
export function runnable(program: Program): Program {
  try {
    accessSync(program.file, constants.X_OK);
    const bytes = firstBytes(program.file);
    if (EXECUTABLE_MAGIC.includes(bytes.subarray(0, 4).toString('hex'))) return program;
    const [, interpreter] = INTERPRETER.exec(bytes.toString('utf8')) ?? [];
    if (interpreter === undefined) return throughShell(program);
    accessSync(interpreter, constants.X_OK);
    if (statSync(interpreter).isDirectory()) throw Object.assign(new Error(), { code: 'EACCES' });
    return program;
  } catch (error) {
    const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException;
    throw cannotExecute(program.file, code, error);
  }
}

export function definedOnly(env: Program['env']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Node raises the limit of open files and has no call to lower it again; the shell has one. */
export function withLimit(program: Program): Program {
  const soft = program.keep.nofile?.split(' ')[0];
  if (soft === undefined) return program;
  const args = ['-c', 'ulimit -S -n "$0" && exec "$@"', soft, program.file, ...program.args];
  return { ...program, file: '/bin/sh', args };
}

export function replace(program: Program): Promise<Ended> {
  const { file, args, env, keep } = withLimit(runnable(program));
  program.last?.();
  const { execve } = process as unknown as { execve?: Execve };
  // Node marks inherited descriptors close-on-exec; only a child can be given them.
  if (execve && (keep.fds ?? []).length === 0) {
    stopIgnoring();
    return execve.call(process, file, [file, ...args], definedOnly(env));
  }
  return runAsChild({ file, args, env: definedOnly(env), keep });
}
