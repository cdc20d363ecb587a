// A package that every check lets through, and others like it with one thing wrong, as tarballs.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { readTarball } from '../tarball.mjs';

export const MANIFEST = {
  name: '@rhachet/kit',
  version: '1.2.3',
  description: 'An example.',
  license: 'MIT',
  repository: { type: 'git', url: 'git+https://github.com/ehmpathy/rhachet.git' },
  type: 'module',
  engines: { node: '>=20.19' },
  bin: { kit: './bin/kit' },
  files: ['bin', 'dist'],
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  publishConfig: { access: 'public' },
};

const FILES = {
  'README.md': '# kit\n',
  LICENSE: 'MIT\n',
  'bin/kit': '#!/bin/sh\necho kit\n',
  'dist/index.js': 'export const one = 1;\n',
  'dist/index.d.ts': 'export declare const one: number;\n',
};

/** `files` are added (null: left out), `manifest` is laid over, `modes` are set. */
export async function makeTarball({ manifest = {}, files = {}, modes = {} } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-bad-'));
  try {
    const packageJson = `${JSON.stringify({ ...MANIFEST, ...manifest }, null, 2)}\n`;
    const all = { ...FILES, 'package.json': packageJson, ...files };
    const names = Object.keys(all).filter((name) => all[name] !== null);
    for (const name of names) {
      const path = join(dir, 'package', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, all[name]);
      chmodSync(path, modes[name] ?? (name.startsWith('bin/') ? 0o755 : 0o644));
    }
    const tarball = join(dir, 'package.tgz');
    await execa('tar', ['-czf', tarball, '-C', dir, ...names.map((name) => `package/${name}`)]);
    return await readTarball(tarball);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
