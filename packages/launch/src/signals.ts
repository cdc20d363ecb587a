// Bun and Node ignore these two for themselves, and what is ignored stays ignored across execve: `yes | head -1` in a
// skill would then print an error. What has a handler is reset to the default.
const IGNORED = ['SIGPIPE', 'SIGXFSZ'] as const;

/** To be called before execve: the program gets the default of what the runtime ignores. */
export function stopIgnoring(): void {
  for (const signal of IGNORED) process.on(signal, () => undefined);
}
