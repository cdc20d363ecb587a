// The runtime that the installed program runs on, and the flags that the launcher starts it with.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const bins = join(import.meta.dirname, '../../installed/dist/project/node_modules/.bin');

/** The path of an installed bin. */
export const bin = (name) => join(bins, name);

/** The path of a file of an installed package. */
export const packageBin = (path) => join(bins, '..', path);

export const FLAGS = ['--cwd=/', '--no-env-file', '--config=/dev/null', '--no-install'];

/** The Bun executable, as `rhachet --version` names it. */
export function runtimePath() {
  const rows = execFileSync(bin('rhachet'), ['--version'], { encoding: 'utf8' }).split('\n');
  return rows.find((row) => row.startsWith('bun ')).split(/ {2,}/)[2];
}
