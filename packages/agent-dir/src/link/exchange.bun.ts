// Through the C library: `rename` cannot put a directory in the place of a link, nor a link in that of a directory.
import { dlopen, ptr } from 'bun:ffi';
import { fromLibc } from '@rhachet/kit';
import type { Exchange } from './exchange.ts';

const AT_FDCWD = -100;
const RENAME_EXCHANGE = 2;
const RENAME_SWAP = 2;

const toC = (path: string): Buffer => Buffer.from(`${path}\0`);

function onMac(library: string): Exchange {
  const { symbols } = dlopen(library, {
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

/** Older C libraries do not have the call. */
const open = (): Exchange =>
  fromLibc(process.platform === 'darwin' ? onMac : onLinux) ?? (() => false);

let opened: Exchange | undefined;

export const exchange: Exchange = (a, b) => (opened ??= open())(a, b);
