// The file system through Bun's own calls, without `node:fs` on the hot path.
import type { Files } from './files.ts';

/** What `lastModified` says of a path that is not there. */
const absent = Bun.file('/dev/null/absent').lastModified;

export const files: Files = {
  exists: (path) => Bun.file(path).lastModified !== absent,
  read: (path) => Bun.file(path).bytes(),
  readStdin: () => Bun.stdin.text(),
  sha256: (bytes) => new Bun.CryptoHasher('sha256').update(bytes).digest('hex'),
};
