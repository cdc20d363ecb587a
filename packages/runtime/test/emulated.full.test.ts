// The Bun of arm64, and of an x64 processor without AVX, really run: emulated by qemu, through the launcher.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasTool, installedBin, makeRepo, project, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const { optionalDependencies } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
) as { optionalDependencies: Record<string, string> };

/** Where Debian's libc6-arm64-cross has the libraries; the variable is qemu's own. */
const LIBRARIES = process.env.QEMU_LD_PREFIX ?? '/usr/aarch64-linux-gnu';
const loader = join(LIBRARIES, 'lib/ld-linux-aarch64.so.1');

/** The executable of another platform (hence --force), from npm, kept in node_modules/.cache. */
function bunOf(platform: string): string {
  const folder = join(root, 'node_modules/.cache/emulated');
  const bun = join(folder, `node_modules/@oven/bun-${platform}/bin/bun`);
  if (!existsSync(bun)) {
    mkdirSync(folder, { recursive: true });
    const name = `@oven/bun-${platform}`;
    const install = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--force'];
    execFileSync('npm', [...install, `${name}@${optionalDependencies[name] ?? ''}`]);
  }
  return bun;
}

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    '.agent/repo=.this/role=any/skills/hello.sh': '#!/bin/sh\necho "hello $1"; exit 3\n',
  });
});
afterAll(() => repo.remove());

/** Has the launcher start `words`, as if they were the runtime of this machine. */
const through = (words: string[], call: string[]) => {
  repo.write({ runtime: `#!/bin/sh\nexec ${words.join(' ')} "$@"\n` });
  const env = { RHACHET_RUNTIME_PATH: repo.path('runtime'), QEMU_LD_PREFIX: LIBRARIES };
  return run([installedBin('rhachet'), ...call], { cwd: repo.dir, env });
};

async function worksOn(words: string[]): Promise<void> {
  const skill = await through(words, ['run', '--skill', 'hello', 'x']);
  expect(skill).toMatchObject({ code: 3, stdout: 'hello x\n', stderr: '' });
  expect(await through(words, ['run', '--skill', 'nope'])).toMatchObject({ code: 127 });
  const list = await through(words, ['roles', 'list', '--json']);
  expect(list).toMatchObject({ code: 0, stderr: '' });
  expect(list.stdout).toContain('"any"');
}

const noArm = !hasTool('qemu-aarch64-static') || !existsSync(loader);
it.skipIf(noArm)(
  `Linux on arm64${noArm ? ` (qemu-aarch64-static or ${loader} is not installed)` : ''}`,
  async () => {
    const bun = bunOf('linux-aarch64');
    await worksOn(['qemu-aarch64-static', bun]);
  },
  300_000,
);

const noX64 = !hasTool('qemu-x86_64-static');
describe.skipIf(noX64)(
  `x64 processors${noX64 ? ' (qemu-x86_64-static is not installed)' : ''}`,
  () => {
    const bun = join(project, 'node_modules/@oven/bun-linux-x64/bin/bun');

    it('with SSE4.2 and without AVX: works', () =>
      worksOn(['qemu-x86_64-static', '-cpu', 'Nehalem', bun]));

    it('without SSE4.2: Bun dies of it, which is why the launcher asks (rhachet_cpu)', async () => {
      const { code } = await through(['qemu-x86_64-static', '-cpu', 'qemu64', bun], ['--version']);
      expect(code).toBe(128 + 4);
    });
  },
);
