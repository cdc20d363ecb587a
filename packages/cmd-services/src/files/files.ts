// What this package needs from the file system. Two implementations: on Bun `node:fs` alone costs 2 ms of a 10 ms call.

export interface Files {
  /** Whether something is at the path, links followed. */
  exists: (path: string) => boolean;
  /** The bytes of a file. Rejects with the error of the system. */
  read: (path: string) => Promise<Uint8Array>;
  /** All of standard input. */
  readStdin: () => Promise<string>;
  /** In hex. */
  sha256: (bytes: Uint8Array) => string;
}
