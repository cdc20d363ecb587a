// Bun's own foreign functions. Asked for when a plugin is there: the library is one file for Bun and Node.
import type { JSCallback } from 'bun:ffi';
import { fromLibc } from '@rhachet/kit';
import { cstring } from './memory.ts';
import { CALLBACKS, type CallbackName, SHIM_FUNCTIONS, TELL_FUNCTIONS } from './shim-table.ts';
import type { Callback, Ffi, Library } from './ffi.ts';

const HOST_SIZE = (Object.keys(CALLBACKS).length + 1) * 8;

const bunFfi = () => process.getBuiltinModule('bun:ffi') as typeof import('bun:ffi');

const callback = (run: Callback, parameters: readonly string[]): JSCallback =>
  new (bunFfi().JSCallback)(run as (...args: unknown[]) => unknown, {
    args: parameters.map((parameter) => (parameter.startsWith('u') ? 'u32' : 'i32')),
    returns: 'i32',
  });

const libraryOf = (symbols: unknown, close: () => void): Library => {
  const { CString, JSCallback, toArrayBuffer } = bunFfi();
  const held: JSCallback[] = [];
  return {
    // Numbers instead of branded ones: an address is a number to us.
    functions: symbols as Library['functions'],
    view: (address, bytes) => toArrayBuffer(address, 0, bytes),
    text: (address) => (address === 0 ? '' : new CString(address)),
    host: (callbacks, wake) => {
      const table = new BigUint64Array(HOST_SIZE / 8);
      const names = Object.keys(CALLBACKS) as CallbackName[];
      const made = names.map((name) => callback(callbacks[name], CALLBACKS[name]));
      made.push(new JSCallback(wake, { args: [], returns: 'void', threadsafe: true }));
      made.forEach(({ ptr }, index) => (table[index] = BigInt(ptr ?? 0)));
      // Whatever C may still call is not collected.
      held.push(...made);
      return table;
    },
    close: () => {
      for (const one of held) one.close();
      close();
    },
  };
};

const RTLD_NOW_GLOBAL = process.platform === 'linux' ? 0x102 : 0xa;

const LIBC = {
  dlopen: { args: ['cstring', 'i32'], returns: 'ptr' },
  dlsym: { args: ['ptr', 'cstring'], returns: 'ptr' },
} as const;

export const ffi: Ffi = {
  open: (path) => {
    const opened = bunFfi().dlopen(path, SHIM_FUNCTIONS);
    return libraryOf(opened.symbols, () => opened.close());
  },
  compile: (path) => {
    const { symbols } = bunFfi().cc({
      source: path,
      symbols: { ...SHIM_FUNCTIONS, ...TELL_FUNCTIONS },
      flags: ['-nostdinc'],
    });
    const { tt_tell_functions: tell } = symbols as unknown as Record<
      keyof typeof TELL_FUNCTIONS,
      (address: number) => void
    >;
    // It stays: plugins that are loaded may come back to it.
    const library = (): Library => libraryOf(symbols, () => undefined);
    return { library, tellFunctions: (address) => tell(address) };
  },
  share: (path, symbol) => {
    const libc = fromLibc((file) => bunFfi().dlopen(file, LIBC).symbols);
    if (!libc) throw new Error('the C library is not found');
    const handle = libc.dlopen(cstring(path), RTLD_NOW_GLOBAL);
    return handle ? Number(libc.dlsym(handle, cstring(symbol))) : 0;
  },
};
