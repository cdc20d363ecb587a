// The three calls of the C library that Bun has no function for. Loading bun:ffi costs about half a millisecond.
import { dlopen, ptr, read } from 'bun:ffi';
import { fromLibc } from '@rhachet/kit';

const MAC = process.platform === 'darwin';

const ERRNO_NAME = MAC ? '__error' : '__errno_location';
const RLIMIT_NOFILE = MAC ? 8 : 7;
const F_SETFD = 2;

const open = (file: string) =>
  dlopen(file, {
    execve: { args: ['ptr', 'ptr', 'ptr'], returns: 'int' },
    fcntl: { args: ['int', 'int', 'int'], returns: 'int' },
    setrlimit: { args: ['int', 'ptr'], returns: 'int' },
    [ERRNO_NAME]: { args: [], returns: 'ptr' },
  } as const).symbols;

type Symbols = ReturnType<typeof open>;

/** Bytes where the text is not UTF-8. */
export type Text = string | Uint8Array;

export interface Libc {
  /** Clears the close-on-exec flag. */
  keepOpen: (fd: number) => void;
  /** `"<soft> <hard>"`, each a number or `unlimited`. */
  limitFiles: (limits: string) => void;
  /** Returns only when it failed: the name of the error. */
  execve: (file: string, argv: Text[], env: Text[]) => string;
}

const ZERO = Buffer.alloc(1);

const RLIM_INFINITY = MAC ? 2n ** 63n - 1n : 2n ** 64n - 1n;

const toLimit = (text: string): bigint => (/^\d+$/.test(text) ? BigInt(text) : RLIM_INFINITY);

function toC(texts: Text[]): { block: BigUint64Array; strings: Buffer[] } {
  const strings = texts.map((text) => Buffer.concat([Buffer.from(text as string), ZERO]));
  const block = new BigUint64Array(texts.length + 1);
  strings.forEach((string, at) => (block[at] = BigInt(ptr(string))));
  return { block, strings };
}

function errorName(symbols: Symbols): string {
  const address = (symbols as unknown as Record<string, () => number>)[ERRNO_NAME]?.();
  const errno = address === undefined ? 0 : read.i32(address);
  // Not imported above: only an error needs it, and it costs half a millisecond.
  const { constants } = process.getBuiltinModule('node:os');
  return (
    Object.entries(constants.errno).find(([, value]) => value === errno)?.[0] ?? `errno ${errno}`
  );
}

/** Only addresses are handed over: what they point to must not be collected before. */
const held: unknown[] = [];

function callExecve(symbols: Symbols, file: string, lists: { argv: Text[]; env: Text[] }): string {
  const argv = toC(lists.argv);
  const env = toC(lists.env);
  const path = Buffer.from(`${file}\0`);
  held.push(argv, env, path);
  symbols.execve(ptr(path), ptr(argv.block), ptr(env.block));
  return errorName(symbols);
}

/** The C library, or `undefined` where it cannot be opened. */
export function openLibc(): Libc | undefined {
  const symbols = fromLibc(open);
  return (
    symbols && {
      keepOpen: (fd) => void symbols.fcntl(fd, F_SETFD, 0),
      limitFiles: (limits) =>
        void symbols.setrlimit(
          RLIMIT_NOFILE,
          ptr(new BigUint64Array(limits.split(' ').map(toLimit))),
        ),
      execve: (file, argv, env) => callExecve(symbols, file, { argv, env }),
    }
  );
}
