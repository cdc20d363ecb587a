// The one place that writes to the terminal and ends the process.
// `console` is used for text because touching `process.stdout` costs 5 to 7 ms in Bun.

/** Writes text to stdout as it is. */
export function writeOut(text: string): void {
  if (text.endsWith('\n')) console.log(text.slice(0, -1));
  else if (text !== '') process.stdout.write(text);
}

/** Writes text to stderr as it is. */
export function writeErr(text: string): void {
  if (text.endsWith('\n')) console.error(text.slice(0, -1));
  else if (text !== '') process.stderr.write(text);
}

/** Writes each chunk to stdout and waits while the reader is slower than we are. */
export async function streamOut(chunks: AsyncIterable<string | Uint8Array>): Promise<void> {
  for await (const chunk of chunks) {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** Ends the process with an exit code. */
export function end(code: number): never {
  process.exit(code);
}

/**
 * Dies by the signal that killed the target, so that a shell stops its loop.
 * Returns where the runtime ignores the signal (SIGPIPE): then the exit code has to say it.
 */
export function dieBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
