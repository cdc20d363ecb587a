// Bun's own foreign functions. Asked for when a plugin is there: the library is one file for Bun and Node.
import type { JSCallback } from 'bun:ffi';
import { CALLBACKS, type CallbackName, SHIM_FUNCTIONS } from './shim-table.ts';
import type { Callback, Ffi, Library } from './ffi.ts';

const HOST_SIZE = (Object.keys(CALLBACKS).length + 1) * 8;

const bunFfi = () => process.getBuiltinModule('bun:ffi') as typeof import('bun:ffi');

const callback = (run: Callback, parameters: readonly string[]): JSCallback =>
  new (bunFfi().JSCallback)(run as (...args: unknown[]) => unknown, {
    args: parameters.map((parameter) => (parameter.startsWith('u') ? 'u32' : 'i32')),
    returns: 'i32',
  });

export const ffi: Ffi = {
  open: (path) => {
    const { CString, dlopen, JSCallback, toArrayBuffer } = bunFfi();
    const library = dlopen(path, SHIM_FUNCTIONS);
    const held: JSCallback[] = [];
    return {
      // Numbers instead of branded ones: an address is a number to us.
      functions: library.symbols as unknown as Library['functions'],
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
        library.close();
      },
    };
  },
};
