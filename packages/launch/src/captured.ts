// A program that runs to its end while we keep what it prints: for callers that pass it on as data.
import type { Program } from './program.ts';
import { spawn } from '#spawn';
import { chunksOf, close, openInputs, openOutput } from './temporary.ts';

export interface Captured {
  /** Its exit code, or 128+n for death by signal n. */
  exit: number;
  stdout: string;
  stderr: string;
}

export interface CaptureOptions {
  /** What it reads; nothing where it is left out. */
  stdin?: string | undefined;
  /** Ends the program (SIGTERM). */
  signal?: AbortSignal | undefined;
  /** Bytes that are kept of each of stdout and stderr; what is more is left out, and counted at the end of the text. */
  mostBytes: number;
}

function textOf(file: number, most: number): string {
  const decoder = new TextDecoder();
  let kept = '';
  let size = 0;
  for (const bytes of chunksOf(file)) {
    const room = Math.max(0, most - size);
    if (room > 0) kept += decoder.decode(bytes.subarray(0, room), { stream: true });
    size += bytes.length;
  }
  return size > most ? `${kept}\n[${size - most} bytes left out]\n` : kept + decoder.decode();
}

async function openInput(text: string | undefined): Promise<number | undefined> {
  if (text === undefined) return undefined;
  // eslint-disable-next-line @typescript-eslint/require-await -- what it is given is read as a stream
  async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return (await openInputs(once(new TextEncoder().encode(text)), 1))[0];
}

/**
 * Runs the program; it has none of our stdin, stdout and stderr. Rejects with a `Failure`: 126 where the kernel refuses the file, 70 where
 * no temporary file can be written.
 */
export async function runCaptured(program: Program, options: CaptureOptions): Promise<Captured> {
  const { stdin, signal, mostBytes } = options;
  const [input, out, err] = [await openInput(stdin), openOutput(), openOutput()];
  try {
    const child = spawn.spawnChild(program, { in: input, out, err });
    const stop = (): void => child.kill('SIGTERM');
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    const exit = await child.ended.finally(() => signal?.removeEventListener('abort', stop));
    return { exit, stdout: textOf(out, mostBytes), stderr: textOf(err, mostBytes) };
  } finally {
    for (const file of [input, out, err]) if (file !== undefined) close(file);
  }
}
