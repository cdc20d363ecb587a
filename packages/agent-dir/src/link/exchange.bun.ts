// Through the C library: `rename` cannot put a directory in the place of a link, nor a link in that of a directory.
import { dlopen, ptr } from 'bun:ffi';
import type { Exchange } from './exchange.ts';

const AT_FDCWD = -100;
const RENAME_EXCHANGE = 2;
const RENAME_SWAP = 2;

const toC = (path: string): Buffer => Buffer.from(`${path}\0`);

function onMac(): Exchange {
  const { symbols } = dlopen('libSystem.B.dylib', {
    renamex_np: { args: ['ptr', 'ptr', 'u32'], returns: 'int' },
  });
  return (a, b) => symbols.renamex_np(ptr(toC(a)), ptr(toC(b)), RENAME_SWAP) === 0;
}

function onLinux(library: string): Exchange {
  const { symbols } = dlopen(library, {
    renameat2: { args: ['int', 'ptr', 'int', 'ptr', 'u32'], returns: 'int' },
  });
  return (a, b) =>
    symbols.renameat2(AT_FDCWD, ptr(toC(a)), AT_FDCWD, ptr(toC(b)), RENAME_EXCHANGE) === 0;
}

const MUSL = `libc.musl-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.so.1`;

/** Older C libraries do not have the call. */
function open(): Exchange {
  const ways =
    process.platform === 'darwin'
      ? [onMac]
      : ['libc.so.6', MUSL].map((library) => () => onLinux(library));
  for (const way of ways) {
    try {
      return way();
    } catch {
      continue;
    }
  }
  return () => false;
}

let opened: Exchange | undefined;

export const exchange: Exchange = (a, b) => (opened ??= open())(a, b);
