// The client on each engine: on Node in this process, on Bun in a child.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bunPath } from '@rhachet/build';
import { type Driver, makeDriver, type Report, type Setup } from './driver.ts';

const CONDITIONS = '--conditions=@rhachet/source';

let room: string | undefined;
const bundled = new Map<string, string>();

/** A file of this directory as one bundle: made once, and started sooner than its sources are read. */
function bundle(file: string, target: 'bun' | 'node'): string {
  const key = `${file}.${target}.mjs`;
  const known = bundled.get(key);
  if (known !== undefined) return known;
  if (room === undefined) {
    const dir = (room = mkdtempSync(join(tmpdir(), 'rhachet-bundles-')));
    process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  }
  const built = join(room, key);
  const source = join(import.meta.dirname, file);
  const options = [`--target=${target}`, '--format=esm', `--outfile=${built}`];
  execFileSync(bunPath(), ['build', source, CONDITIONS, ...options], { stdio: 'ignore' });
  bundled.set(key, built);
  return built;
}

/** The words that run a file of this directory on Bun. */
export const onBun = (file: string): string[] => [bunPath(), bundle(file, 'bun')];

/** The words that run a file of this directory on Node. */
export const onNode = (file: string): string[] => [process.execPath, bundle(file, 'node')];

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
