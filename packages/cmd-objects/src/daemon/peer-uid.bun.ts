// Who is at the other end of a socket: the mode of its file keeps others out, and this does where that was changed.
// `bun:ffi` is loaded at the first connection: it costs half a millisecond.

const MAC = process.platform === 'darwin';
const SOL_SOCKET = 1;
const SO_PEERCRED = 17;
/** Process, user, group. */
const CREDENTIALS = 12;
const ROOT = 0;

type UidOf = (fd: number) => number | null;

/** glibc, else musl. */
function openLibc<T>(open: (name: string) => T): T {
  try {
    return open('libc.so.6');
  } catch {
    return open(`libc.musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`);
  }
}

function load(): UidOf {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const { dlopen, ptr } = require('bun:ffi') as typeof import('bun:ffi');
  const found = new Uint32Array(3);
  if (MAC) {
    const { getpeereid } = dlopen('libSystem.B.dylib', {
      getpeereid: { args: ['int', 'ptr', 'ptr'], returns: 'int' },
    }).symbols;
    return (fd) => (getpeereid(fd, ptr(found), ptr(found, 4)) === 0 ? (found[0] ?? null) : null);
  }
  const { getsockopt } = openLibc((name) =>
    dlopen(name, {
      getsockopt: { args: ['int', 'int', 'int', 'ptr', 'ptr'], returns: 'int' },
    }),
  ).symbols;
  const size = new Uint32Array(1);
  return (fd) => {
    size[0] = CREDENTIALS;
    const failed = getsockopt(fd, SOL_SOCKET, SO_PEERCRED, ptr(found), ptr(size)) !== 0;
    return failed ? null : (found[1] ?? null);
  };
}

let uidOf: UidOf | undefined;

/** False for another user, root excepted; true where the system does not tell. */
export function isOwnPeer(fd: number | undefined): boolean {
  if (fd === undefined) return true;
  try {
    uidOf ??= load();
  } catch {
    // No C library that can be opened: the mode of the file is what there is.
    uidOf = () => null;
  }
  const uid = uidOf(fd);
  return uid === null || uid === ROOT || uid === process.getuid?.();
}
