// The client on each engine: on Node in this process, on Bun in a child.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bunPath } from '@rhachet/build';
import { type Driver, makeDriver, type Report, type Setup } from './driver.ts';

/** The words that run a TypeScript file of this package on Bun, from its source. */
export const onBun = (file: string): string[] => [
  bunPath(),
  '--conditions=@rhachet/source',
  join(import.meta.dirname, file),
];

function bunDriver(setup: Setup, env: Record<string, string> = {}): Driver {
  const [program = '', ...args] = [...onBun('driver-program.ts'), JSON.stringify(setup)];
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const reports = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    run: async (order) => {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const { value, done } = (await reports.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error('the client on Bun has ended');
      return JSON.parse(value) as Report;
    },
    close: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve());
        child.stdin.end();
      }),
  };
}

export interface Engine {
  name: string;
  /** `env` is what the engine itself sees, from its start. */
  start: (setup: Setup, env?: Record<string, string>) => Driver;
}

export const ENGINES: Engine[] = [
  { name: 'Node', start: makeDriver },
  { name: 'Bun', start: bunDriver },
];
