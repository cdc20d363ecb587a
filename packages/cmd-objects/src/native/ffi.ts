// Calling C, as far as we need it: all that an engine must offer for plugins.
import type { CallbackName, ShimFunctionName } from './shim-table.ts';

/** How many arguments, then what it is about; the type of the result. */
export type Callback = (count: number, ...about: number[]) => number;

export interface Library {
  readonly functions: Readonly<
    Record<ShimFunctionName, (...args: (number | Uint8Array | BigUint64Array)[]) => number>
  >;
  view(address: number, bytes: number): ArrayBuffer;
  /** The text at an address. */
  text(address: number): string;
  /** The table of callbacks, in the order of CALLBACKS, and the one that any thread may call. */
  host(callbacks: Readonly<Record<CallbackName, Callback>>, wake: () => void): BigUint64Array;
  close(): void;
}

export interface Compiled {
  /** One more use of the same code and variables of C. */
  library(): Library;
  /** Writes where its functions for plugins are, in the order of FUNCTION_NAMES, to an address. */
  tellFunctions(address: number): void;
}

export interface Ffi {
  /** A shared object. */
  open(path: string): Library;
  /** A file of C, by the compiler that Bun has within. @throws Error */
  compile(path: string): Compiled;
  /** Loads a shared object so that others find its functions. @returns the address of one of its symbols */
  share(path: string, symbol: string): number;
}
