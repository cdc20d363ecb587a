// The one place that writes to the terminal and ends the process.
// `console` is used for text because touching `process.stdout` costs 5 to 7 ms in Bun.
import { write } from '#write';
import type { Chunk } from './contract.ts';
import type { Descriptor } from './terminal-write.ts';

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

/** Writes text to stderr before anything else happens, for those who keep the process busy. */
export function writeErrNow(text: string): void {
  process.getBuiltinModule('node:fs').writeSync(2, text);
}

/** Writes bytes, waiting while the reader is slower than we are. False when nobody reads any more. */
async function written(to: Descriptor, bytes: Uint8Array): Promise<boolean> {
  try {
    await write(to, bytes);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    return false;
  }
}

/** Writes each chunk to stdout, until nobody reads any more. */
export async function streamOut(chunks: AsyncIterable<string | Uint8Array>): Promise<void> {
  const encoder = new TextEncoder();
  for await (const chunk of chunks) {
    if (!(await written(1, typeof chunk === 'string' ? encoder.encode(chunk) : chunk))) return;
  }
}

/** Writes each chunk where it belongs and returns what the generator returns, also when nobody reads. */
export async function streamBoth(chunks: AsyncGenerator<Chunk, number>): Promise<number> {
  const closed = new Set<Chunk['to']>();
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) return value;
    const { to, bytes } = value;
    if (!closed.has(to) && !(await written(to === 'out' ? 1 : 2, bytes))) closed.add(to);
  }
}

/** How wide the terminal is now; 80 where there is none. */
export function terminalColumns(): number {
  const { columns } = process.stdout as { columns?: number };
  return columns === undefined || columns === 0 ? 80 : columns;
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
