// What one decision adds to a process that only starts: the file is mapped, and only what the text touches is read.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TEXT = 'how long will it take to drive to the airport';

const ROUNDS = 60;

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

function timed(command: string[]): number {
  const started = performance.now();
  const { exitCode } = Bun.spawnSync(command);
  if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}`);
  return performance.now() - started;
}

/** Milliseconds, the median of some rounds, and the median of a process without the decision. */
export function oneShot(compiled: Uint8Array): { start: number; adds: number } {
  const cwd = mkdtempSync(join(tmpdir(), 'rhachet-one-shot-'));
  try {
    const source = new URL('decide.ts', import.meta.url).pathname;
    const flags = ['--target=bun', '--format=cjs', '--bytecode', '--conditions=@rhachet/source'];
    execFileSync(process.execPath, ['build', source, ...flags, `--outdir=${cwd}`], {
      stdio: 'ignore',
    });
    writeFileSync(join(cwd, 'compiled'), compiled);
    const bare = [process.execPath, join(cwd, 'decide.js')];
    const whole = [...bare, join(cwd, 'compiled'), TEXT];
    const times = Array.from({ length: ROUNDS }, () => [timed(bare), timed(whole)] as const);
    const start = median(times.map(([of]) => of));
    return { start, adds: median(times.map(([one, both]) => both - one)) };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
