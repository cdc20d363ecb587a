// Global installations, alone and beside a newer one in the project.
import { dirname, join } from 'node:path';
import type { ManagerName } from '@rhachet/package-managers';
import { describe, expect, it } from 'vitest';
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

describe.each(Object.entries(GLOBAL) as [ManagerName, Global][])('%s', (manager, global) => {
  it('a global rhachet runs everywhere, and leaves the project its own', async () => {
    const sandbox = makeSandbox({ manager });
    const { home, path, sh } = sandbox;
    const dir = join(dirname(sandbox.dir), 'global');
    const env = { ...global.env(dir, home), ...withPath(sandbox, global.bin(dir)) };
    const installed = await sh(`${global.add} rhachet@${OLD}`, { env });
    expect(installed.code, installed.stdout + installed.stderr).toBe(0);
    const call = 'rhachet run --skill args a';
    expect(await sh(call, { env })).toMatchObject(good);
    expect(await sh('rhx args a', { env })).toMatchObject(good);
    expect((await sh('rhachet --version', { env })).stdout).toMatch(cmdRun(OLD));
    expect(await sh('rhachet doctor', { env })).toMatchObject({ code: 0, stderr: '' });

    expect(await sh(`${WORDS[manager].add} rhachet@${NEW}`, { env })).toMatchObject({ code: 0 });
    const local = path('node_modules/.bin/rhachet');
    expect((await sh('rhachet --version', { env })).stdout).toMatch(cmdRun(OLD));
    expect((await sh(`${local} --version`, { env })).stdout).toMatch(cmdRun(NEW));
    for (const one of [call, `${local} run --skill args a`]) {
      expect(await sh(one, { env })).toMatchObject(good);
      const traced = await sh(one, { env: { ...env, RHACHET_TRACE: '1' } });
      expect(traced).toMatchObject({ code: 0, stdout: '<a>' });
    }
    expect(runtimesIn(path('node_modules'))).toHaveLength(1);
    sandbox.remove();
  });
});
