// The doctor names the package manager that stands in front of it, by the variables which that one really sets.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { run } from '@rhachet/testing';
import { expect, it } from 'vitest';

const dist = join(import.meta.dirname, '../dist');
const root = join(import.meta.dirname, '../../..');
const yarn = createRequire(import.meta.url).resolve('@yarnpkg/cli-dist/bin/yarn.js');
const pnpm = join(root, 'node_modules/.bin/pnpm');

it.each([
  ['npx', 'npm', ['npx', '--no-install', 'rhachet']],
  ['npx', 'npm', ['npm', 'exec', '--', 'rhachet']],
  ['pnpm exec', 'pnpm', [pnpm, 'exec', 'rhachet']],
  ['bunx', 'bun', [bunPath(), 'x', 'rhachet']],
  ['bun run', 'bun', [bunPath(), 'run', '--silent', 'rhachet']],
  ['yarn run', 'yarn', ['node', yarn, 'run', 'rhachet']],
])('%s, in a project by %s', async (name, manager, words) => {
  const { stdout } = await run([...words, 'doctor'], { cwd: join(dist, manager) });
  expect(stdout).toMatch(
    new RegExp(`^! called {5}through ${name}, which took \\d+ ms before rhachet started$`, 'm'),
  );
});
