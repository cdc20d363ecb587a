// Installations that leave something out: no install scripts, no optional dependencies.
import type { ManagerName } from '@rhachet/package-managers';
import { describe, expect, it } from 'vitest';
import { repairOf } from './repair.ts';
import { runtimesIn } from './runtimes.ts';
import { makeSandbox } from './sandbox.ts';

const call = 'node_modules/.bin/rhachet run --skill args a';
const good = { code: 0, stdout: '<a>', stderr: '' };

const withoutScripts: [ManagerName, string][] = [
  ['npm', 'npm install --ignore-scripts rhachet'],
  ['npm 12', 'npm install --ignore-scripts rhachet'],
  ['pnpm 10', 'pnpm add --ignore-scripts rhachet'],
  ['pnpm 12', 'pnpm add --ignore-scripts rhachet'],
  ['yarn', 'YARN_ENABLE_SCRIPTS=false yarn add rhachet'],
  ['bun', 'bun add --ignore-scripts rhachet'],
];

it.each(withoutScripts)('install scripts blocked, %s: nothing is missing', async (manager, add) => {
  const { sh, remove } = makeSandbox({ manager });
  expect(await sh(add)).toMatchObject({ code: 0 });
  expect(await sh(call)).toMatchObject(good);
  remove();
});

const withoutOptional: [ManagerName, string][] = [
  ['npm', 'npm install --omit=optional rhachet'],
  ['npm 10', 'npm install --omit=optional rhachet'],
  ['npm 12', 'npm install --omit=optional rhachet'],
  ['pnpm 10', 'pnpm add --no-optional rhachet'],
  ['pnpm 11', 'pnpm add --no-optional rhachet'],
  ['pnpm 12', 'pnpm add --no-optional rhachet'],
  ['bun', 'bun add --omit=optional rhachet'],
];

describe.each(withoutOptional)('optional dependencies omitted, %s', (manager, add) => {
  it('names what is missing; runs on Node; the repair that it names brings the runtime', async () => {
    const { sh, dir, remove } = makeSandbox({ manager });
    expect(await sh(add)).toMatchObject({ code: 0 });
    const refused = await sh(call);
    expect(refused).toMatchObject({ code: 78, stdout: '' });
    expect(refused.stderr).toMatch(/^rhachet: the runtime is not installed: no @oven\/bun-/);
    expect(refused.stderr).toContain('RHACHET_ENGINE=node');
    const required = 'node_modules/.bin/rhachet run --required --skill args a';
    expect(await sh(required)).toMatchObject({ code: 2, stdout: '' });

    expect(await sh(call, { env: { RHACHET_ENGINE: 'node' } })).toMatchObject(good);

    expect(await sh(repairOf(refused.stderr))).toMatchObject({ code: 0 });
    expect(await sh(`${call} --once-more`)).toMatchObject({ code: 0, stderr: '' });
    // npm 10 keeps no `libc` in its lock file, and installs from it the runtimes of both.
    expect(runtimesIn(dir)).toHaveLength(manager === 'npm 10' ? 2 : 1);
    remove();
  });
});
