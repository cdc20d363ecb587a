// Counts which files are read, by standing between the program and node:fs.
import { vi } from 'vitest';

export const reads: string[] = [];

/** What `vi.mock('node:fs', …)` of a test is given. */
export async function countingFs(original: () => Promise<unknown>): Promise<object> {
  const fs = (await original()) as typeof import('node:fs');
  const readFileSync = vi.fn((...args: Parameters<typeof fs.readFileSync>) => {
    reads.push(String(args[0]));
    return fs.readFileSync(...args);
  });
  return { ...fs, default: { ...fs, readFileSync }, readFileSync };
}
