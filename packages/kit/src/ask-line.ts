// A question to the person at the terminal, or to the program that writes to us, in the middle of work that cannot wait otherwise.
import { EXIT, Failure } from './failure.ts';

const NEWLINE = 10;
const LONGEST = 1024 * 1024;
const AGAIN_MS = 5;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** One byte: what follows the line belongs to whoever reads next. -1 at the end. */
function readByte(byte: Uint8Array): number {
  const { readSync } = process.getBuiltinModule('node:fs');
  for (;;) {
    try {
      return readSync(0, byte, 0, 1, null) === 0 ? -1 : (byte[0] ?? -1);
    } catch (error) {
      if (codeOf(error) === 'EBADF') return -1;
      if (codeOf(error) !== 'EAGAIN') throw error;
      // Somebody has made it a descriptor that does not wait.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, AGAIN_MS);
    }
  }
}

/** Writes at once, as what is asked for must be seen before the answer is waited for. */
function show(to: 1 | 2, text: string): void {
  const { writeSync } = process.getBuiltinModule('node:fs');
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(to, bytes, at);
    } catch (error) {
      if (codeOf(error) === 'EPIPE') return;
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, AGAIN_MS);
    }
  }
}

/**
 * Shows what was said so far, and waits for a line of standard input.
 * @returns without its newline; null at the end
 * @throws Failure (65) for a line of more than a megabyte
 */
export function askLine(said: { readonly out: string; readonly err: string }): string | null {
  show(1, said.out);
  show(2, said.err);
  const byte = new Uint8Array(1);
  const bytes: number[] = [];
  for (let next = readByte(byte); next !== NEWLINE; next = readByte(byte)) {
    if (next < 0) return bytes.length === 0 ? null : String(Buffer.from(bytes));
    if (bytes.push(next) > LONGEST)
      throw new Failure('a line of standard input has more than a megabyte', {
        code: 'BAD_INPUT',
        exit: EXIT.badData,
        hint: 'pass a file, and read that',
      });
  }
  return String(Buffer.from(bytes));
}
