// Where a secret comes from, as a registry and an option write it.
import type { SecretSource } from './types.ts';

/** `env:NAME`, `file:PATH` or `cmd:COMMAND`; `undefined` for anything else, which may be a secret. */
export function toSecretSource(text: string): SecretSource | undefined {
  const [, from, what] = /^(env|file|cmd):(.+)$/s.exec(text) ?? [];
  if (what === undefined) return undefined;
  if (from === 'env') return { from: 'env', name: what };
  return from === 'file' ? { from: 'file', path: what } : { from: 'cmd', command: what };
}
