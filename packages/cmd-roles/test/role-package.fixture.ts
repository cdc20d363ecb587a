// examples/rhachet-roles-example as a user gets it: packed, installed in an empty project together with rhachet.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepo, packedVersions, type Repo } from '@rhachet/testing';

const example = join(import.meta.dirname, '../../../examples/rhachet-roles-example');

export type Manager = 'npm' | 'pnpm';

const env = (): NodeJS.ProcessEnv => ({ ...process.env, npm_config_update_notifier: 'false' });

/** The tarball that a package manager packs of the example, in `dir`. */
function pack(manager: Manager, dir: string): string {
  execFileSync(manager, ['pack', '--pack-destination', dir], {
    cwd: example,
    env: env(),
    stdio: 'pipe',
  });
  return join(dir, readdirSync(dir).find((name) => name.endsWith('.tgz')) ?? '');
}

const pnpmSettings = (ours: Record<string, string>): string =>
  [
    'pmOnFail: ignore',
    'overrides:',
    ...Object.entries(ours).map(([name, version]) => `  '${name}': '${version}'`),
    '',
  ].join('\n');

/** An empty git repository with rhachet and the example installed. */
export function installExample(manager: Manager): Repo {
  const ours = packedVersions();
  const repo = makeRepo({ '.gitignore': 'node_modules\n', 'packed/x': '' }, { git: false });
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: repo.dir });
  const tarball = pack(manager, repo.path('packed'));
  const devDependencies = { rhachet: ours.rhachet, 'rhachet-roles-example': `file:${tarball}` };
  const overrides = manager === 'npm' ? { overrides: ours } : {};
  repo.write({
    'package.json': JSON.stringify({
      name: 'project',
      private: true,
      devDependencies,
      ...overrides,
    }),
    ...(manager === 'pnpm' ? { 'pnpm-workspace.yaml': pnpmSettings(ours) } : {}),
  });
  const quiet = manager === 'npm' ? ['--no-audit', '--no-fund'] : [];
  const install = ['install', '--prefer-offline', ...quiet];
  execFileSync(manager, install, { cwd: repo.dir, env: env(), stdio: 'pipe' });
  return repo;
}
