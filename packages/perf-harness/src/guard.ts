// A run that never ends, or that prints without end, must cost a build seconds and not its whole time.
import type { ChildProcess } from 'node:child_process';

import { MAX_OUTPUT_BYTES, type Streams } from './streams.ts';

// Rare enough to leave the run alone; `yes` writes a few hundred megabytes in this time.
const LOOK_EVERY_MS = 100;

/** Ends the watch and says why the run was killed; null when it was not. */
export type EndWatch = () => string | null;

export interface Limits {
  readonly timeoutMs: number;
  readonly abort: AbortSignal | undefined;
}

/** Watches a running child, which must lead a process group of its own. */
export function guard(child: ChildProcess, streams: Streams, limits: Limits): EndWatch {
  const { timeoutMs, abort } = limits;
  let reason: string | null = null;
  const stop = (why: string): void => {
    reason ??= why;
    killGroup(child);
  };
  const timer = setTimeout(() => stop(`did not end within ${timeoutMs} ms`), timeoutMs);
  const look = setInterval(() => {
    if (streams.printedBytes() > MAX_OUTPUT_BYTES) stop(TOO_MUCH);
  }, LOOK_EVERY_MS);
  const interrupt = (): void => stop('was interrupted');
  abort?.addEventListener('abort', interrupt);
  return () => {
    abort?.removeEventListener('abort', interrupt);
    clearTimeout(timer);
    clearInterval(look);
    if (streams.printedBytes() > MAX_OUTPUT_BYTES) reason ??= TOO_MUCH;
    return reason;
  };
}

const TOO_MUCH = `printed more than ${MAX_OUTPUT_BYTES / 1024 / 1024} MiB`;

// The child alone would leave behind whatever it started, and that would disturb the next runs.
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
