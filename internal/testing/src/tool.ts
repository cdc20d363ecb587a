// Whether a program is on this machine: a test whose tool is missing skips and says so, and CI allows no skip.
import { spawnSync } from 'node:child_process';

export const hasTool = (name: string): boolean =>
  spawnSync('sh', ['-c', 'command -v "$0"', name]).status === 0;
