// A changed file alone is read again: 100 files here, 10,000 in index-reads.full.test.ts.
import { it, vi } from 'vitest';
import { checkReads } from './index-reads.ts';
import { countingFs } from './reads.ts';

vi.mock('node:fs', async (original) => {
  const { countingFs: counting } = (await import('./reads.ts')) as {
    countingFs: typeof countingFs;
  };
  return counting(original);
});

it('an index of 100 files', () => checkReads(100));
