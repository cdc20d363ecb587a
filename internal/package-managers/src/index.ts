// The package managers that users have, each as a directory of programs to put on PATH: `npm`, `npx`, `pnpm`, `yarn` …
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { node22Dir } from '@rhachet/testing';

const modules = join(import.meta.dirname, '../node_modules');
const yarn = createRequire(import.meta.url).resolve('@yarnpkg/cli-dist/bin/yarn.js');

interface Manager {
  /** The versions of Node.js that it runs on leave out the machine's. */
  needsNode22?: true;
  /** What each program runs: a JavaScript file, or an executable. Without any, the machine's own. */
  programs: Record<string, string>;
}

const pnpmBy = (dir: string): Record<string, string> => ({
  pnpm: join(modules, dir, 'bin/pnpm.cjs'),
  pnpx: join(modules, dir, 'bin/pnpx.cjs'),
});

const npmBy = (dir: string): Record<string, string> => ({
  npm: join(modules, dir, 'bin/npm-cli.js'),
  npx: join(modules, dir, 'bin/npx-cli.js'),
});

const MANAGERS = {
  npm: { programs: {} },
  'npm 10': { programs: npmBy('npm-10') },
  'npm 12': { needsNode22: true, programs: npmBy('npm-12') },
  'pnpm 10': { programs: pnpmBy('pnpm-10') },
  'pnpm 11': { needsNode22: true, programs: pnpmBy('pnpm-11') },
  'pnpm 12': { programs: { pnpm: join(modules, 'pnpm/pnpm'), pnpx: join(modules, 'pnpm/pnpx') } },
  yarn: { programs: { yarn } },
  bun: { programs: { bun: bunPath(), bunx: bunPath() } },
} satisfies Record<string, Manager>;

export type ManagerName = keyof typeof MANAGERS;
export const managerNames = Object.keys(MANAGERS) as ManagerName[];

const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;

function putProgram(at: string, program: string): void {
  if (!existsSync(program)) throw new Error(`${program} is missing: install the workspace`);
  if (/\.c?js$/.test(program)) {
    writeFileSync(at, `#!/bin/sh\nexec node ${quoted(program)} "$@"\n`, { mode: 0o755 });
  } else {
    symlinkSync(program, at);
  }
}

/** Makes a package manager's programs in `dir`, and returns the PATH on which it runs: nothing of the workspace is on it. */
export function managerPath(name: ManagerName, dir: string): string {
  const { needsNode22, programs }: Manager = MANAGERS[name];
  mkdirSync(dir, { recursive: true });
  for (const [program, file] of Object.entries(programs)) putProgram(join(dir, program), file);
  return [
    dir,
    ...(needsNode22 ? [node22Dir()] : []),
    dirname(process.execPath),
    '/usr/bin',
    '/bin',
  ].join(':');
}
