// Runs a command to its end, without a shell, and keeps what it printed byte for byte.
import { execa } from 'execa';

export interface RunOptions {
  cwd: string;
  input?: string | Uint8Array;
  /** Added to the environment; `undefined` removes a variable. */
  env?: Record<string, string | undefined>;
}

export interface Result {
  /** The exit code, or 128+n for death by signal n, as a shell says it. */
  code: number;
  stdout: string;
  stderr: string;
  bytes: Uint8Array;
}

const SIGNALS: Record<string, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGPIPE: 13,
  SIGTERM: 15,
};

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Runs `command`; never throws for what the command does. */
export async function run(
  command: string[],
  { cwd, input = '', env = {} }: RunOptions,
): Promise<Result> {
  const [file = '', ...args] = command;
  const result = await execa(file, args, {
    cwd,
    input,
    env: env as Record<string, string>,
    reject: false,
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: 64_000_000,
    timeout: 60_000,
  });
  if (result.exitCode === undefined && result.signal === undefined)
    throw result as unknown as Error;
  return {
    code: result.exitCode ?? 128 + (SIGNALS[result.signal ?? ''] ?? 0),
    stdout: decode(result.stdout),
    stderr: decode(result.stderr),
    bytes: result.stdout,
  };
}
