// A plugin replaced a hundred times while shells send to its objects.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bunPath } from '@rhachet/build';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { pluginDirectory, replaceReload } from './native-plugins.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Sends until the test says that it is enough: how often, and the errors. */
const SHELL = `
source "$1"
sent=0
while [[ ! -e $3 ]]; do
  @ -v value "$2" increment || { echo "failed: $_ERROR_MSG" >&2; break; }
  ((++sent))
done
echo "$sent"
`;

it('a hundred replacements under load lose no message', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-reload-'));
  const socket = join(dir, 'run/tt.sock');
  mkdirSync(join(dir, 'run'), { mode: 0o700 });
  await pluginDirectory(dir);
  replaceReload(dir, 0);
  const args = ['--conditions=@rhachet/source', here('../src/main.ts'), 'objects'];
  const daemon = spawn(
    bunPath(),
    [...args, '--socket', socket, '--db', join(dir, 'o.db'), '--classes', dir],
    { stdio: 'inherit' },
  );
  const env = { ...process.env, TT_SOCKET: socket };
  const script = here('../bash/trash.bash');
  const ask = async (...words: string[]): Promise<string> => {
    const { stdout } = await execa(
      'bash',
      ['-c', 'source "$1"; shift; @ "$@"', 'ask', script, ...words],
      { env },
    );
    return stdout;
  };
  try {
    await expect.poll(() => existsSync(socket), { timeout: 30_000 }).toBe(true);
    const id = await ask('Reload', 'new');
    const stop = join(dir, 'stop');
    const shells = Array.from({ length: 3 }, () =>
      execa('bash', ['-c', SHELL, 'shell', script, id, stop], { env }),
    );
    for (let version = 1; version <= 100; version++) {
      replaceReload(dir, version, version % 2 ? 'plain' : 'extra');
      const shown = String(version).padStart(4, '0');
      expect(await ask(id, 'version')).toBe(shown);
      if (version % 10 !== 0) continue;
      replaceReload(dir, 9999, 'broken');
      expect(await ask(id, 'version')).toBe(shown);
    }
    await execa('touch', [stop]);
    const ended = await Promise.all(shells);
    expect(ended.map(({ stderr }) => stderr.replaceAll(/.*stays\n?/g, ''))).toEqual(['', '', '']);
    const sent = ended.reduce((sum, { stdout }) => sum + Number(stdout), 0);
    expect(sent).toBeGreaterThan(100);
    expect(await ask(id, 'getValue')).toBe(String(sent));
  } finally {
    daemon.kill();
    rmSync(dir, { recursive: true });
  }
}, 300_000);
