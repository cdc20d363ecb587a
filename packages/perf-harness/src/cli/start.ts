// Where bin/perf-harness begins: signals in, exit code out.
import { main } from './main.ts';

/** Runs the program with the words of this process, and ends it as the shell expects. */
export async function start(): Promise<void> {
  const abort = new AbortController();
  let interrupted: NodeJS.Signals | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    interrupted = signal;
    abort.abort(new Error(`interrupted by ${signal}`));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read us, such as `head`, has gone; that is no fault of ours.
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await main(process.argv.slice(2), abort.signal);
  // The handler is gone after its first call: the signal now does what it does by itself.
  if (interrupted !== undefined) process.kill(process.pid, interrupted);
}
