// One project per package manager, with rhachet installed from the registry as strangers do, in a repository with skills.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { makeRepository } from './repository.mjs';
import { runtimePath } from './runtime.mjs';

const root = join(import.meta.dirname, '../../..');
const ways = createRequire(join(root, 'internal/ways/package.json'));

export const pnpm = [join(root, 'node_modules/.bin/pnpm')];
export const yarn = ['node', ways.resolve('@yarnpkg/cli-dist/bin/yarn.js')];
export const bunx = [runtimePath(), 'x'];

const MANAGERS = {
  npm: { install: ['npm', 'install', '--no-audit', '--no-fund', '--silent'], files: {} },
  pnpm: {
    install: [...pnpm, 'install', '--silent'],
    files: { 'pnpm-workspace.yaml': 'pmOnFail: ignore\n' },
  },
  yarn: {
    install: [...yarn, 'install'],
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\n', 'yarn.lock': '' },
  },
  bun: { install: [runtimePath(), 'install', '--silent'], files: {} },
};

/** Managers say on stdout, too, what went wrong. */
function run([program, ...words], options) {
  try {
    execFileSync(program, words, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout}`, { cause: error });
  }
}

/** The directory of a project that `manager` installed. */
export function makeProject(manager, env) {
  const { install, files } = MANAGERS[manager];
  const cwd = makeRepository({ skills: 86, roles: 4, nested: true });
  const dependencies = { rhachet: '*', '@rhachet/cmd-run': '*' };
  const packageJson = JSON.stringify({ name: 'project', private: true, dependencies });
  for (const [path, text] of Object.entries({ ...files, 'package.json': packageJson }))
    writeFileSync(join(cwd, path), text);
  run(install, { cwd, env });
  // From here on the skill is known.
  run([join(cwd, 'node_modules/.bin/rhachet'), 'run', '--skill', 'hi'], { cwd, env });
  return cwd;
}
