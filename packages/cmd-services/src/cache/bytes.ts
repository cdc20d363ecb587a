// What the cache needs from the engine. Two implementations: on Bun a file is mapped without `node:fs`, which costs 2 ms.

export interface Bytes {
  /** The bytes of a file, mapped where the engine can; `undefined` where there is none to read. At an offset of 8 bytes. */
  read: (path: string) => Uint8Array | undefined;
  /** CRC-32 as in zlib. */
  crc32: (bytes: Uint8Array) => number;
}
