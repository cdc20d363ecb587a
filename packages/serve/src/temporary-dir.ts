// A directory for one piece of work that is gone afterwards, however it ends: users interrupt what takes minutes.
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@rhachet/kit';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** As a shell counts an end by a signal. */
const interruptedBy = (signal: (typeof SIGNALS)[number]): Failure =>
  new Failure(`interrupted by ${signal}`, {
    code: 'INTERRUPTED',
    exit: 128 + constants.signals[signal],
  });

/**
 * @param work ends soon after `stop` is aborted: that is the first signal. The second one kills.
 * @throws Failure (128 + the signal) when one came, else what `work` throws
 */
export async function inTemporaryDir<T>(
  prefix: string,
  work: (dir: string, stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), prefix));
  const stopped = new AbortController();
  const { signal: stop } = stopped;
  const leave = (): void => SIGNALS.forEach((name) => process.off(name, hear));
  const hear = (name: NodeJS.Signals): void => {
    leave();
    stopped.abort(interruptedBy(name as (typeof SIGNALS)[number]));
  };
  for (const name of SIGNALS) process.on(name, hear);
  try {
    const result = await work(dir, stop);
    stop.throwIfAborted();
    return result;
  } catch (error) {
    throw stop.aborted ? stop.reason : error;
  } finally {
    leave();
    rmSync(dir, { recursive: true, force: true });
  }
}
