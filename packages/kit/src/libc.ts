// Where the C library is, for the calls that Bun has no function for.

const MUSL = `libc.musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`;
const FILES = process.platform === 'darwin' ? ['libSystem.B.dylib'] : ['libc.so.6', MUSL];

/** What `open` makes of the first that does not make it throw; `undefined` where there is none, or without the calls it wants. */
export function fromLibc<T>(open: (file: string) => T): T | undefined {
  for (const file of FILES) {
    try {
      return open(file);
    } catch {
      continue;
    }
  }
  return undefined;
}
