// Installations in places that were not made for it: odd paths, copies, directories that may not be written to, lock
// files of another platform, Yarn's Plug'n'Play.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ManagerName, managerNames } from '@rhachet/package-managers';
import { describe, expect, it } from 'vitest';
import { repairOf } from './repair.ts';
import { runtimesIn } from './runtimes.ts';
import { makeSandbox, type Sandbox } from './sandbox.ts';
import { WORDS } from './words.ts';

const bin = 'node_modules/.bin/rhachet';
const call = `${bin} run --skill args a`;
const explain = `${bin} run --explain --skill args`;
const good = { code: 0, stdout: '<a>', stderr: '' };

async function installed(manager: ManagerName, more: { name?: string } = {}): Promise<Sandbox> {
  const sandbox = makeSandbox({ manager, ...more });
  expect(await sandbox.sh(`${WORDS[manager].add} rhachet`)).toMatchObject({ code: 0 });
  return sandbox;
}

it.each(managerNames)(
  '%s, in a directory with spaces, quotes, a dollar sign and unicode in its name, and copied to another path',
  async (manager) => {
    const { sh, dir, remove } = await installed(manager, { name: `it's "a" $HOME ü 目` });
    expect(await sh(call)).toMatchObject(good);
    expect(await sh(call)).toMatchObject(good);
    expect(await sh(explain)).toMatchObject({ code: 0, stderr: '' });
    const byManager = `${WORDS[manager].exec} rhachet run --skill args a`;
    expect(await sh(byManager)).toMatchObject({ code: 0, stdout: '<a>' });

    const copy = `${dir}-copy`;
    cpSync(dir, copy, { recursive: true, verbatimSymlinks: true });
    rmSync(dir, { recursive: true });
    expect(await sh(call, { cwd: copy })).toMatchObject(good);
    expect(await sh(call, { cwd: copy })).toMatchObject(good);
    const version = await sh(`${bin} --version`, { cwd: copy });
    expect(version.stdout).toContain(copy);
    expect(version.stdout).not.toContain(`${dir}/`);
    remove();
  },
);

/** The words that run a line as somebody to whom modes apply: root may write everywhere. */
const asNobody =
  process.getuid?.() === 0 ? 'setpriv --reuid=65534 --regid=65534 --clear-groups ' : '';

it('a project and a home directory that may not be written to', async () => {
  const { sh, dir, remove } = await installed('npm');
  // vitest's own directory above it is for its owner.
  execFileSync('chmod', ['-R', 'a+rX', dir]);
  for (let at = dir; at.includes('rhachet-matrix-'); at = join(at, '..')) {
    execFileSync('chmod', ['a+x', at]);
  }
  execFileSync('chmod', ['-R', 'a-w', dir]);
  const env = { HOME: '/nowhere', XDG_CACHE_HOME: '/nowhere' };
  expect(await sh(asNobody + call, { env })).toMatchObject(good);
  expect(await sh(asNobody + call, { env })).toMatchObject(good);
  expect(await sh(asNobody + explain, { env })).toMatchObject({ code: 0, stderr: '' });
  execFileSync('chmod', ['-R', 'u+w', dir]);
  remove();
});

const forMac = 'npm install --os=darwin --cpu=arm64';

it('npm 10, a lock file that it wrote on a Mac for the Mac alone (npm/cli#4828): the repair brings ours', async () => {
  const { sh, path, remove } = makeSandbox({ manager: 'npm 10' });
  expect(await sh(`${forMac} rhachet`)).toMatchObject({ code: 0 });
  rmSync(path('package-lock.json'));
  expect(await sh(forMac)).toMatchObject({ code: 0 });
  expect(readFileSync(path('package-lock.json'), 'utf8')).not.toContain(
    'node_modules/@oven/bun-linux-',
  );
  rmSync(path('node_modules'), { recursive: true });
  expect(await sh('npm ci')).toMatchObject({ code: 0 });
  const refused = await sh(call);
  expect(refused).toMatchObject({ code: 78, stdout: '' });
  expect(await sh(repairOf(refused.stderr))).toMatchObject({ code: 0 });
  expect(await sh(call)).toMatchObject(good);
  remove();
});

/** What npm 10 writes there. */
function keepOnlyMac(lockFile: string): void {
  const lock = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, unknown> };
  const kept = Object.entries(lock.packages).filter(([path]) => !path.includes('@oven/bun-linux'));
  expect(kept.length).toBeLessThan(Object.keys(lock.packages).length);
  writeFileSync(lockFile, JSON.stringify({ ...lock, packages: Object.fromEntries(kept) }));
}

describe.each(['npm', 'npm 12'] as const)('%s, a lock file written on a Mac', (manager) => {
  it('whole, as npm 11 and newer write it: works', async () => {
    const { sh, path, remove } = makeSandbox({ manager });
    expect(await sh(`${forMac} rhachet`)).toMatchObject({ code: 0 });
    rmSync(path('node_modules'), { recursive: true });
    expect(await sh('npm ci')).toMatchObject({ code: 0 });
    expect(await sh(call)).toMatchObject(good);
    expect(runtimesIn(path('node_modules'))).toHaveLength(1);
    remove();
  });

  it('for the Mac alone, by npm 10: npm names what is missing, and mends it', async () => {
    const { sh, path, remove } = makeSandbox({ manager });
    expect(await sh(`${forMac} --package-lock-only rhachet`)).toMatchObject({ code: 0 });
    keepOnlyMac(path('package-lock.json'));
    const refused = await sh('npm ci');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('Missing: @oven/bun-linux-');
    expect(await sh('npm install')).toMatchObject({ code: 0 });
    expect(await sh(call)).toMatchObject(good);
    remove();
  });

  it('node_modules of a Mac, copied here: the repair that is printed brings ours', async () => {
    const { sh, remove } = makeSandbox({ manager });
    expect(await sh(`${forMac} rhachet`)).toMatchObject({ code: 0 });
    const refused = await sh(call);
    expect(refused).toMatchObject({ code: 78, stdout: '' });
    expect(refused.stderr).toContain('@oven/bun-darwin-aarch64');
    expect(await sh(repairOf(refused.stderr))).toMatchObject({ code: 0 });
    expect(await sh(call)).toMatchObject(good);
    remove();
  });
});

const ON_A_MAC = 'supportedArchitectures:\n  os: [darwin]\n  cpu: [arm64]\n';

describe.each(['pnpm 10', 'pnpm 11', 'pnpm 12'] as const)('%s, installed for a Mac', (manager) => {
  it('its lock file works here; its node_modules say what to do', async () => {
    const files = { 'pnpm-workspace.yaml': ON_A_MAC };
    const { sh, path, remove } = makeSandbox({ manager, files });
    expect(await sh('pnpm add rhachet')).toMatchObject({ code: 0 });
    rmSync(path('pnpm-workspace.yaml'));
    const refused = await sh(call);
    expect(refused).toMatchObject({ code: 78, stdout: '' });
    expect(await sh(repairOf(refused.stderr))).toMatchObject({ code: 0 });
    expect(await sh(call)).toMatchObject(good);
    rmSync(path('node_modules'), { recursive: true });
    expect(await sh('pnpm install --frozen-lockfile')).toMatchObject({ code: 0 });
    expect(await sh(explain)).toMatchObject({ code: 0, stderr: '' });
    remove();
  });
});

it('yarn with Plug’n’Play: one line says what to set, and that works', async () => {
  const { sh, remove } = makeSandbox({ manager: 'yarn', files: { '.yarnrc.yml': '' } });
  expect(await sh('yarn add rhachet')).toMatchObject({ code: 0 });
  const refused = await sh('yarn rhachet run --skill args a');
  expect(refused).toMatchObject({ code: 78, stdout: '' });
  expect(await sh('yarn rhachet run --required --skill args')).toMatchObject({ code: 2 });
  expect(await sh(repairOf(refused.stderr))).toMatchObject({ code: 0 });
  expect(await sh('yarn rhachet run --skill args a')).toMatchObject({ code: 0, stdout: '<a>' });
  remove();
});
