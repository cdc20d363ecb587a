// What `npm start` and `npm test` need on a fresh machine: the dependencies, installed by the pnpm of package.json.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');

/** Runs a command of the workspace with its output on the terminal; ends this process when it fails. */
export function run(command, args, options = {}) {
  const env = {
    TURBO_TELEMETRY_DISABLED: '1',
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  };
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    ...options,
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? (signal === null ? 1 : 130));
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`rhachet is built with Node.js 20.19 or newer; this is ${process.versions.node}`);
  process.exit(78);
}

/** Installs what the lockfile says; takes a second when everything is there. */
export function setUp() {
  checkNode();
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const install = ['--dir', root, 'install', '--frozen-lockfile', '--reporter=append-only'];
  // From elsewhere: npx prefers a half-installed pnpm of this directory.
  if (existsSync(join(bin, 'pnpm'))) run('pnpm', install);
  else run('npx', ['--yes', packageManager, ...install], { cwd: tmpdir() });
}
