// Writing bytes to stdout or stderr. Two implementations: on Bun `process.stdout` alone costs 5 to 7 ms.

/** stdout or stderr. */
export type Descriptor = 1 | 2;

/** Resolves when all is written, however slow the reader is; rejects with EPIPE when nobody reads any more. */
export type Write = (to: Descriptor, bytes: Uint8Array) => Promise<void>;
