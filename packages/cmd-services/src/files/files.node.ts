// The file system through Node, for run.jit and for the library.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Files } from './files.ts';

export const files: Files = {
  exists: existsSync,
  read: (path) => readFile(path),
  readStdin: () => text(process.stdin),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
};
