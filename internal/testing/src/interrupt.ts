// What a command that is interrupted in the middle of its work leaves behind.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

export interface Interrupted {
  readonly code: number | null;
  readonly stderr: string;
  /** What is still there of its temporary files. */
  readonly left: readonly string[];
}

/** Ctrl-C, as soon as it has made its first temporary file. */
export async function interrupted([command = '', ...words]: string[]): Promise<Interrupted> {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-interrupted-'));
  try {
    const env = { ...process.env, TMPDIR: dir };
    const child = spawn(command, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    await until(() => readdirSync(dir).length > 0, 'its first temporary file');
    child.kill('SIGINT');
    return { code: await ended, stderr, left: readdirSync(dir) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
