// Files through Node.
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Bytes } from './bytes.ts';

function read(path: string): Uint8Array | undefined {
  try {
    const { buffer, byteOffset, byteLength } = readFileSync(path);
    // A small file comes from a shared pool, at any offset.
    const aligned = byteOffset % 8 === 0;
    return aligned
      ? new Uint8Array(buffer, byteOffset, byteLength)
      : new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
  } catch {
    return undefined;
  }
}

export const bytes: Bytes = { read, crc32: (data) => crc32(data) };
