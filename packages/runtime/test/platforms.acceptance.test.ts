// Which Bun belongs to which machine, and what is said when node_modules holds another one, or a damaged one.
import { chmodSync, existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasTool } from '@rhachet/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { ALL, install, type Installation, type Machine } from './platforms.fixture.ts';

const GLIBC_X64 = { 'lib64/ld-linux-x86-64.so.2': '' };
const GLIBC_ARM64 = { 'lib/ld-linux-aarch64.so.1': '' };
const MUSL_X64 = { 'lib/ld-musl-x86_64.so.1': '' };
const MUSL_ARM64 = { 'lib/ld-musl-aarch64.so.1': '' };
const MAC = { 'usr/lib/dyld': '' };
const MODALIAS = 'sys/devices/system/cpu/modalias';
const cpu = (...features: string[]) => ({
  ...GLIBC_X64,
  [MODALIAS]: `cpu:type:x86,ven0000fam000Fmod006B:feature:,0000,${features.join(',')},00F0,\n`,
});

let made: Installation | undefined;
afterEach(() => made?.remove());
const on = (machine: Machine): Installation => (made = install(machine));

describe('the platform, where the packages of all of them are installed', () => {
  const alpine = { ...MUSL_X64, 'lib/libc.musl-x86_64.so.1': '' };
  const rows: [string, string, Machine][] = [
    ['Debian, x64', 'linux-x64', { system: GLIBC_X64 }],
    ['Debian, arm64', 'linux-aarch64', { system: GLIBC_ARM64 }],
    ['musl, x64, without ldd', 'linux-x64-musl', { system: MUSL_X64 }],
    ['musl, arm64, without ldd', 'linux-aarch64-musl', { system: MUSL_ARM64 }],
    ['Alpine', 'linux-x64-musl', { system: alpine }],
    ['Alpine with gcompat', 'linux-x64-musl', { system: { ...alpine, ...GLIBC_X64 } }],
    ['Debian with its musl package', 'linux-x64', { system: { ...GLIBC_X64, ...MUSL_X64 } }],
    [
      'x64 that also has the libraries of arm64',
      'linux-x64',
      { system: { ...GLIBC_X64, ...GLIBC_ARM64 }, machine: 'x86_64' },
    ],
    [
      'arm64 that also has the libraries of x64',
      'linux-aarch64',
      { system: { ...GLIBC_X64, ...GLIBC_ARM64 }, machine: 'aarch64' },
    ],
    ['a Mac with Apple silicon', 'darwin-aarch64', { system: MAC, env: { HOSTTYPE: 'arm64' } }],
    ['an Intel Mac', 'darwin-x64', { system: MAC, env: { HOSTTYPE: 'x86_64' } }],
    ['x64 with SSE4.2 and no AVX', 'linux-x64', { system: cpu('0093', '0094') }],
    ['x64 without SSE4.2 (kvm64, qemu64): Node', 'node', { system: cpu('0093', '0095') }],
    ['a machine that has no Bun: Node', 'node', { system: {} }],
  ];
  it.each(rows)('%s: %s', async (_, name, machine) => {
    expect(await on(machine).call()).toMatchObject({ code: 0, stdout: `${name}\n`, stderr: '' });
  });

  it.each([
    ['arm64', 'darwin-x64'],
    ['x86_64', 'darwin-aarch64'],
  ])(
    'a Mac whose shell says %s and whose Node installed %s: that one',
    async (HOSTTYPE, platform) => {
      const { call } = on({ system: MAC, env: { HOSTTYPE }, installed: [platform] });
      expect(await call()).toMatchObject({ code: 0, stdout: `${platform}\n` });
    },
  );

  it('the answer of the processor is remembered in the cache, where there is one', async () => {
    const { call, dir } = on({ system: cpu('0094') });
    await call();
    expect(existsSync(join(dir, 'home/.cache/rhachet/sse4.2'))).toBe(true);
    rmSync(join(dir, 'home/.cache'), { recursive: true });
    expect(await call()).toMatchObject({ code: 0, stdout: 'linux-x64\n', stderr: '' });
    expect(existsSync(join(dir, 'home/.cache'))).toBe(false);
  });

  it('RHACHET_RUNTIME_PATH counts on a machine that has no Bun, too', async () => {
    const { bun, call } = on({ system: {} });
    const own = { RHACHET_RUNTIME_PATH: bun('linux-x64') };
    expect(await call([], own)).toMatchObject({ code: 0, stdout: 'linux-x64\n' });
  });
});

describe('node_modules of another platform: what is there, what is needed, the repair', () => {
  const copied = (installed: string[], files: Record<string, string>) =>
    on({ system: GLIBC_X64, installed, files });

  it.each([
    [
      'copied from a Mac into a container, npm',
      'darwin-aarch64',
      {
        'package-lock.json': '"node_modules/@oven/bun-linux-x64": {}',
        repair: 'rm -rf node_modules && npm install --include=optional',
      },
    ],
    [
      'a lock file that lists one platform only (npm/cli#4828)',
      'darwin-x64',
      {
        'package-lock.json': '"node_modules/@oven/bun-darwin-x64": {}',
        repair: 'rm -rf node_modules package-lock.json && npm install --include=optional',
      },
    ],
    ['WSL', 'windows-x64', { repair: 'rm -rf node_modules && npm install --include=optional' }],
    [
      'built on Alpine, pnpm',
      'linux-x64-musl',
      { 'pnpm-lock.yaml': '', repair: 'rm -rf node_modules && pnpm install' },
    ],
    ['yarn', 'linux-aarch64', { 'yarn.lock': '', repair: 'rm -rf node_modules && yarn install' }],
    ['bun', 'linux-aarch64', { 'bun.lock': '', repair: 'rm -rf node_modules && bun install' }],
  ])('%s', async (_, platform, { repair, ...files }) => {
    const { call, dir } = copied([platform], files);
    expect(await call()).toMatchObject({
      code: 78,
      stdout: '',
      stderr:
        `rhachet: node_modules is of another platform: it has @oven/bun-${platform}, ` +
        'this machine needs @oven/bun-linux-x64\n' +
        `hint: cd '${dir}' && ${repair} (in a Dockerfile: COPY without node_modules), or set RHACHET_ENGINE=node\n`,
    });
    expect(await call(['run', '--required', '--skill', 'x'])).toMatchObject({ code: 2 });
    expect(await call([], { RHACHET_ENGINE: 'node' })).toMatchObject({ code: 0, stdout: 'node\n' });
  });

  it('all that are there are named', async () => {
    const { stderr } = await on({
      system: GLIBC_ARM64,
      installed: ALL.filter((name) => name.startsWith('darwin')),
    }).call();
    expect(stderr).toContain(
      'it has @oven/bun-darwin-aarch64, @oven/bun-darwin-x64, this machine needs @oven/bun-linux-aarch64',
    );
  });

  it('none there (--omit=optional): the command that adds it', async () => {
    const { call, dir } = copied([], {});
    const { code, stderr } = await call();
    expect(code).toBe(78);
    expect(stderr).toContain('the runtime is not installed: no @oven/bun-linux-x64 in');
    expect(stderr).toContain(`hint: cd '${dir}' && npm install --include=optional (it is`);
  });

  it('none there, in a global installation', async () => {
    const { call, dir } = copied([], {});
    rmSync(join(dir, 'package.json'));
    expect((await call()).stderr).toContain('hint: npm install -g --include=optional rhachet (');
  });

  it('a processor without SSE4.2: RHACHET_ENGINE=bun is an error, not a signal', async () => {
    const { call } = on({ system: cpu('0093') });
    expect(await call([], { RHACHET_ENGINE: 'bun' })).toMatchObject({
      code: 78,
      stderr:
        'rhachet: there is no Bun for this CPU: it has no SSE4.2\n' +
        'hint: unset RHACHET_ENGINE to run on Node.js 20 or newer\n',
    });
  });

  it('no Bun for the machine, and no Node', async () => {
    const { code, stderr } = await on({ system: {} }).call([], { PATH: '/nowhere' });
    expect({ code, stderr }).toEqual({
      code: 78,
      stderr:
        'rhachet: there is no Bun for this machine, and no node on PATH\n' +
        'hint: install Node.js 20 or newer\n',
    });
  });
});

describe('a Bun that is damaged', () => {
  it.each([
    ['lost its mode in an upload', (path: string) => chmodSync(path, 0o644)],
    ['is empty, as a full disk leaves it', (path: string) => truncateSync(path)],
  ])('%s: said so', async (_, damage) => {
    const { bun, call } = on({ system: GLIBC_X64 });
    damage(bun('linux-x64'));
    const { code, stderr, stdout } = await call();
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toContain(
      `the runtime is damaged, empty or without its mode: ${bun('linux-x64')}`,
    );
  });

  describe.each([['dash'], ['bash', '--posix'], ['busybox', 'sh']])('as %s', (...shell) => {
    const missing = !hasTool(shell[0]);
    const why = missing ? ` (${shell[0]} is not installed)` : '';
    it.skipIf(missing)(`refused by the kernel: not the shell's word alone${why}`, async () => {
      const { bun, call } = on({ system: GLIBC_X64 });
      writeFileSync(bun('linux-x64'), '#!/the/loader/of/another/system\n');
      const { code, stderr, stdout } = await call([], {}, shell);
      expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
      expect(stderr).toContain(
        `rhachet: the runtime cannot be started: ${bun('linux-x64')} (this machine needs linux-x64)\n` +
          'hint: install the package again, or set RHACHET_ENGINE=node\n',
      );
      const required = ['run', '--required', '--skill', 'x'];
      expect(await call(required, {}, shell)).toMatchObject({ code: 2 });
    });
  });
});
