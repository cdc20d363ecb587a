// The words that run this package from its source, on each engine.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';

const SOURCE = join(import.meta.dirname, 'program.ts');
const CONDITIONS = '--conditions=@rhachet/source';

const onBun = (): string[] => [bunPath(), CONDITIONS, SOURCE];

let built: string | undefined;

/** Node needs it bundled. */
function onNode(): string[] {
  if (built === undefined) {
    const dir = mkdtempSync(join(tmpdir(), 'rhachet-node-'));
    process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
    built = join(dir, 'program.cjs');
    const options = ['--target=node', '--format=cjs', `--outfile=${built}`];
    execFileSync(bunPath(), ['build', SOURCE, CONDITIONS, ...options], { stdio: 'ignore' });
  }
  return [process.execPath, built];
}

export interface Engine {
  name: string;
  words: () => string[];
}

export const BUN: Engine = { name: 'Bun', words: onBun };

export const ENGINES: Engine[] = [BUN, { name: 'Node', words: onNode }];
