// What is to run in our place, and what can go wrong with it.
import { EXIT, Failure, type Keep } from '@rhachet/kit';

export interface Program {
  /** An absolute path. */
  file: string;
  args: string[];
  env: Record<string, string | undefined>;
  /** What the runtime took from the process and the program must get back. */
  keep: Keep;
  /** Called at the last moment at which we can still do something. */
  last?: () => void;
}

/** A file without `#!` line: the kernel refuses it, a shell runs it with `sh`, and so do we. */
export const throughShell = (program: Program): Program => ({
  ...program,
  file: '/bin/sh',
  args: [program.file, ...program.args],
});

const HINTS: Record<string, string> = {
  EACCES: 'it, its interpreter or a directory above it may not be executed by this user',
  ENOENT: 'the interpreter that its #! line names is not there',
  E2BIG: 'the arguments and the environment are too large together: pass the data on stdin',
  ETXTBSY: 'it is being written at this moment: try again',
};

/** The file was found, but the kernel did not run it: exit 126. */
export function cannotExecute(file: string, code: string, cause?: unknown): Failure {
  return new Failure(`cannot execute ${file}: ${code}`, {
    code,
    exit: EXIT.notExecutable,
    cause,
    ...(HINTS[code] === undefined ? {} : { hint: HINTS[code] }),
  });
}

/** `A=1` strings, as the kernel wants them. */
export const envBlock = (env: Program['env']): string[] =>
  Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
