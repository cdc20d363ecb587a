// Global installations, alone and beside a newer one in the project.
import { dirname, join } from 'node:path';
import type { ManagerName } from '@rhachet/package-managers';
import { expect, it } from 'vitest';
import { NEW, OLD } from './registry.setup.ts';
import { runtimesIn } from './runtimes.ts';
import { makeSandbox, withPath } from './sandbox.ts';
import { WORDS } from './words.ts';

const good = { code: 0, stdout: '<a>', stderr: '' };
/** The version of cmd-run, as `rhachet --version` shows it. */
const cmdRun = (version: string): RegExp =>
  new RegExp(`^@rhachet/cmd-run +${version.replaceAll('.', '\\.')} `, 'm');

interface Global {
  add: string;
  /** What leads it to a directory, with the caches that all tests share. */
  env: (dir: string, home: string) => Record<string, string>;
  /** Where it puts bins. */
  bin: (dir: string) => string;
}

const npm: Global = {
  add: 'npm install -g',
  env: (dir) => ({ npm_config_prefix: dir }),
  bin: (dir) => join(dir, 'bin'),
};
const pnpm = (bin: string): Global => ({
  add: 'pnpm add -g',
  env: (dir, home) => {
    const store = join(home, '.local/share/pnpm/store');
    return { PNPM_HOME: dir, npm_config_store_dir: store, pnpm_config_store_dir: store };
  },
  bin: (dir) => join(dir, bin),
});

const GLOBAL: Partial<Record<ManagerName, Global>> = {
  npm,
  'npm 10': npm,
  'npm 12': npm,
  'pnpm 10': pnpm(''),
  'pnpm 11': pnpm('bin'),
  'pnpm 12': pnpm('bin'),
  bun: {
    add: 'bun add -g',
    env: (dir, home) => ({
      BUN_INSTALL: dir,
      BUN_INSTALL_CACHE_DIR: join(home, '.bun/install/cache'),
    }),
    bin: (dir) => join(dir, 'bin'),
  },
};

/** Beside a newer one in the project. */
const BESIDE: ManagerName[] = ['npm', 'pnpm 12', 'bun'];
const call = 'rhachet run --skill args a';

async function installedGlobally(manager: ManagerName, global: Global) {
  const sandbox = makeSandbox({ manager });
  const dir = join(dirname(sandbox.dir), 'global');
  const env = { ...global.env(dir, sandbox.home), ...withPath(sandbox, global.bin(dir)) };
  const { code, stdout, stderr } = await sandbox.sh(`${global.add} rhachet@${OLD}`, { env });
  expect(code, stdout + stderr).toBe(0);
  return {
    ...sandbox,
    sh: (line: string, more = {}) => sandbox.sh(line, { env: { ...env, ...more } }),
  };
}

it.each(Object.entries(GLOBAL) as [ManagerName, Global][])(
  '%s: a global rhachet runs everywhere, and leaves the project its own',
  async (manager, global) => {
    const { sh, path, remove } = await installedGlobally(manager, global);
    expect(await sh(call)).toMatchObject(good);
    expect(await sh('rhx args a')).toMatchObject(good);
    expect((await sh('rhachet --version')).stdout).toMatch(cmdRun(OLD));
    expect(await sh('rhachet doctor')).toMatchObject({ code: 0, stderr: '' });

    if (BESIDE.includes(manager)) {
      expect(await sh(`${WORDS[manager].add} rhachet@${NEW}`)).toMatchObject({ code: 0 });
      const local = path('node_modules/.bin/rhachet');
      expect((await sh('rhachet --version')).stdout).toMatch(cmdRun(OLD));
      expect((await sh(`${local} --version`)).stdout).toMatch(cmdRun(NEW));
      for (const one of [call, `${local} run --skill args a`]) {
        expect(await sh(one)).toMatchObject(good);
        const traced = await sh(one, { RHACHET_TRACE: '1' });
        expect(traced).toMatchObject({ code: 0, stdout: '<a>' });
      }
      expect(runtimesIn(path('node_modules'))).toHaveLength(1);
    }
    remove();
  },
);
