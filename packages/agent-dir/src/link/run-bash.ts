// One shell command whose output is passed on as it comes.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { EXIT, Failure } from '@rhachet/kit';

export interface BashOptions {
  cwd: string;
  /** Added to the environment. */
  env: Record<string, string>;
}

/**
 * Runs a script in bash, stdin inherited, and gives stdout and stderr in the order in which they were written.
 * Returns the exit code, 128+n for death by signal n. Throws a `Failure` (exit 127) where there is no bash.
 */
export async function* runBash(
  script: string,
  { cwd, env }: BashOptions,
): AsyncGenerator<string, number> {
  // Both streams through one pipe: two would lose their order.
  const child = spawn('bash', ['-c', `exec 2>&1\n${script}`], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (cause) => {
      const hint = 'the commands of a role are run by bash: install it';
      const options = { code: 'NO_BASH', exit: EXIT.notFound, hint, cause };
      reject(new Failure('cannot start bash', options));
    });
    child.on('close', (code, signal) => {
      resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]);
    });
  });
  // Its failure is reported below; until then it must not count as unhandled.
  ended.catch(() => undefined);
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout)
    yield decoder.decode(chunk as Uint8Array, { stream: true });
  const rest = decoder.decode();
  if (rest !== '') yield rest;
  return await ended;
}
