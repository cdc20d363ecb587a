import { existsSync } from 'node:fs';

import { expect, it } from 'vitest';

import { measure } from './index.ts';

const linux = existsSync('/proc/self/stat');

it.skipIf(!linux)(
  'counts the processor time of a command that computes, not of one that waits',
  async () => {
    const loop = 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done';
    const computes = await measure({
      command: ['sh', '-c', `(${loop}); true`],
      runs: 5,
      warmup: 0,
    });
    const waits = await measure({ command: ['sleep', '0.1'], runs: 5, warmup: 0 });
    expect(computes.userMs).toBeGreaterThan(20);
    expect(computes.userMs).toBeLessThanOrEqual(computes.meanMs + 10);
    expect(waits.userMs + waits.systemMs).toBeLessThan(20);
  },
);
