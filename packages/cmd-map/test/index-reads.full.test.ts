// A changed file alone is read again: 10,000 files.
import { it, vi } from 'vitest';
import { checkReads } from './index-reads.ts';
import { countingFs } from './reads.ts';

vi.mock('node:fs', async (original) => {
  const { countingFs: counting } = (await import('./reads.ts')) as {
    countingFs: typeof countingFs;
  };
  return counting(original);
});

it('an index of 10,000 files', () => checkReads(10_000));
