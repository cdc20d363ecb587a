// Who is at the other end of a socket: the mode of its file keeps others out, and this does where that was changed.
// `bun:ffi` is loaded at the first connection: it costs half a millisecond.
import { fromLibc } from '@rhachet/kit';

const MAC = process.platform === 'darwin';
const SOL_SOCKET = 1;
const SO_PEERCRED = 17;
/** Process, user, group. */
const CREDENTIALS = 12;
const ROOT = 0;

type UidOf = (fd: number) => number | null;

const ffi = (): typeof import('bun:ffi') =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  require('bun:ffi') as typeof import('bun:ffi');

function onMac(library: string): UidOf {
  const { dlopen, ptr } = ffi();
  const found = new Uint32Array(2);
  const { getpeereid } = dlopen(library, {
    getpeereid: { args: ['int', 'ptr', 'ptr'], returns: 'int' },
  }).symbols;
  return (fd) => (getpeereid(fd, ptr(found), ptr(found, 4)) === 0 ? (found[0] ?? null) : null);
}

function onLinux(library: string): UidOf {
  const { dlopen, ptr } = ffi();
  const found = new Uint32Array(CREDENTIALS / 4);
  const size = new Uint32Array(1);
  const { getsockopt } = dlopen(library, {
    getsockopt: { args: ['int', 'int', 'int', 'ptr', 'ptr'], returns: 'int' },
  }).symbols;
  return (fd) => {
    size[0] = CREDENTIALS;
    const failed = getsockopt(fd, SOL_SOCKET, SO_PEERCRED, ptr(found), ptr(size)) !== 0;
    return failed ? null : (found[1] ?? null);
  };
}

/** Where no C library can be opened, the mode of the file is what there is. */
const load = (): UidOf => fromLibc(MAC ? onMac : onLinux) ?? (() => null);

let uidOf: UidOf | undefined;

/** False for another user, root excepted; true where the system does not tell. */
export function isOwnPeer(fd: number | undefined): boolean {
  if (fd === undefined) return true;
  const uid = (uidOf ??= load())(fd);
  return uid === null || uid === ROOT || uid === process.getuid?.();
}
