// Where the daemon is to be found: in the user's own runtime directory, by what it serves.

type Environment = Readonly<Record<string, string | undefined>>;

/** FNV-1a, 32 bits, of the bytes in UTF-8: short enough for the path of a socket, and easy in bash. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text))
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/**
 * Who has another database or other classes must not meet the same daemon: both are in its name.
 * `bash/trash.bash` says the same; a test compares the two.
 */
export function socketPath(database: string, env: Environment = process.env): string {
  const { TT_SOCKET: own, XDG_RUNTIME_DIR: runtime } = env;
  if (own !== undefined && own !== '') return own;
  const { TRASHDIR = '', TRASHTALK_ROOT = '', TRASHTALK_DIR = '', HOME = '' } = env;
  const key = [database, TRASHDIR, TRASHTALK_ROOT, TRASHTALK_DIR, HOME].join('\n');
  const isOwn = runtime !== undefined && runtime !== '';
  const directory = isOwn ? runtime : `/tmp/tt-${process.getuid?.() ?? 0}`;
  return `${directory}/tt-${hashOf(key)}.sock`;
}
