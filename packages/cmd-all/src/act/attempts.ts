// Several attempts beside each other, at most so many at once, and the table that sums them up.
import { EXIT, isFailure, printable } from '@rhachet/kit';
import type { Attempt } from './attempt.ts';

export interface Tried {
  attempt: number;
  /** That of the skill, or of the failure. */
  exit: number;
  seconds: number;
  output: string;
  tries?: number;
  tokens?: number;
  cost?: number | null;
  error?: string;
}

export interface Attempting {
  count: number;
  concurrency: number;
  outputOf: (attempt: number) => string;
  /** Makes one attempt and writes its result. */
  make: (output: string) => Promise<Attempt>;
  progress: (done: number) => void;
  signal: AbortSignal;
}

function succeeded({
  tries,
  usage,
  cost,
  exit,
}: Attempt): Omit<Tried, 'attempt' | 'output' | 'seconds'> {
  return { exit, tries, tokens: usage.input + usage.output, cost };
}

const failed = (error: unknown): Omit<Tried, 'attempt' | 'output' | 'seconds'> => ({
  exit: isFailure(error) ? error.exit : EXIT.internal,
  error: error instanceof Error ? error.message : String(error),
});

async function tryOne(attempt: number, { make, outputOf }: Attempting): Promise<Tried> {
  const began = performance.now();
  const output = outputOf(attempt);
  const came = await make(output).then(succeeded, failed);
  return { attempt, output, seconds: (performance.now() - began) / 1000, ...came };
}

/** All attempts, in their order; one that fails does not stop the others. Throws where the signal is aborted. */
export async function tryAll(attempting: Attempting): Promise<Tried[]> {
  const { count, concurrency, progress, signal } = attempting;
  const all: Tried[] = [];
  let next = 1;
  const work = async (): Promise<void> => {
    while (next <= count) {
      signal.throwIfAborted();
      const attempt = next;
      next += 1;
      all.push(await tryOne(attempt, attempting));
      progress(all.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, concurrency) }, work));
  signal.throwIfAborted();
  return all.sort((a, b) => a.attempt - b.attempt);
}

const HEAD = ['attempt', 'exit', 'tries', 'seconds', 'tokens', 'cost', 'result'];

const cells = (one: Tried): string[] => [
  String(one.attempt),
  String(one.exit),
  String(one.tries ?? '-'),
  one.seconds.toFixed(1),
  String(one.tokens ?? '-'),
  one.cost === undefined || one.cost === null ? '-' : `$${one.cost.toFixed(4)}`,
  printable(one.error ?? one.output),
];

/** One line for each attempt. */
export function table(all: Tried[]): string {
  const rows = [HEAD, ...all.map(cells)];
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const last = HEAD.length - 1;
  const line = (row: string[]): string =>
    row.map((cell, at) => (at === last ? cell : cell.padEnd(widths[at] ?? 0))).join('  ');
  const good = all.filter(({ exit }) => exit === 0).length;
  return `${[...rows.map(line), `${good} of ${all.length} succeeded`].join('\n')}\n`;
}
