// Files through Bun's own calls.
import type { Bytes } from './bytes.ts';

function read(path: string): Uint8Array | undefined {
  try {
    return Bun.mmap(path, { shared: false });
  } catch {
    return undefined;
  }
}

export const bytes: Bytes = { read, crc32: (data) => Bun.hash.crc32(data) };
