// On Node, for run.jit.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Files } from './files.ts';

export const files: Files = {
  bundleEndings: ['.jit.cjs'],
  exists: existsSync,
  readJson: async (path) => JSON.parse(await readFile(path, 'utf8')) as unknown,
  load: (path) => createRequire(path)(path) as unknown,
  engine: () => ({ name: 'node', version: process.versions.node, path: process.execPath }),
};
