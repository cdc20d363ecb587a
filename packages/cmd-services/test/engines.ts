// The client on each engine: on Node in this process, on Bun in a child.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bunPath } from '@rhachet/build';
import { type Driver, makeDriver, type Report, type Setup } from './driver.ts';

/** The words that run a TypeScript file of this package on Bun, from its source. */
export const onBun = (file: string): [string, string, string] => [
  bunPath(),
  '--conditions=@rhachet/source',
  join(import.meta.dirname, file),
];

let bundled: string | undefined;

/** The words that run a file of this package on Node, which needs it bundled. */
export function onNode(file: string): string[] {
  if (bundled === undefined) {
    const dir = (bundled = mkdtempSync(join(tmpdir(), 'rhachet-node-')));
    process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  }
  const [bun, conditions, source] = onBun(file);
  const built = join(bundled, `${file}.mjs`);
  const options = ['--target=node', '--format=esm', `--outfile=${built}`];
  execFileSync(bun, ['build', source, conditions, ...options], { stdio: 'ignore' });
  return [process.execPath, built];
}

function childDriver(words: string[], setup: Setup, env?: Record<string, string>): Driver {
  const [program = '', ...args] = words;
  const child = spawn(program, [...args, JSON.stringify(setup)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const reports = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    run: async (order) => {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const { value, done } = (await reports.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error(`the client on ${program} has ended`);
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
  /** The words that run a file of this directory. */
  words: (file: string) => string[];
}

const PROGRAM = 'driver-program.ts';

export const ENGINES: Engine[] = [
  {
    name: 'Node',
    start: (setup, env) => (env ? childDriver(onNode(PROGRAM), setup, env) : makeDriver(setup)),
    words: onNode,
  },
  { name: 'Bun', start: (setup, env) => childDriver(onBun(PROGRAM), setup, env), words: onBun },
];
