// What is in a tarball, as the checks want it: its manifest, and each file with its mode, size and bytes.
import { readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** `-rwxr-xr-x root/root 123 2020-01-01 00:00 package/bin/x`, with bsdtar's columns too. */
const ENTRY = /^(\S{10})\S*\s.*\spackage\/(.+)$/;

async function entries(path) {
  const { stdout } = await execa('tar', ['-tvzf', path]);
  return stdout.split('\n').map((line) => {
    const [, mode, name] = ENTRY.exec(line) ?? [];
    if (name === undefined)
      throw new Error(`${path} holds something that is no file of a package: ${line}`);
    return { mode, name };
  });
}

/** Reads a tarball of `pnpm pack`. Sizes are in bytes; `unpacked` is the sum of those of its files. */
export async function readTarball(path) {
  const packed = await readFile(path);
  const dir = await mkdtemp(join(tmpdir(), 'rhachet-tarball-'));
  try {
    await execa('tar', ['-xzpf', path, '-C', dir]);
    const files = [];
    for (const { mode, name } of await entries(path)) {
      const bytes = mode.startsWith('-')
        ? await readFile(join(dir, 'package', name))
        : Buffer.alloc(0);
      files.push({ mode, name, bytes });
    }
    const manifest = JSON.parse(await readFile(join(dir, 'package/package.json'), 'utf8'));
    const unpacked = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return { path, packed, manifest, files, unpacked };
  } finally {
    await rm(dir, { recursive: true });
  }
}
