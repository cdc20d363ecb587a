// Node has no foreign functions of its own; a runtime there says so before it comes here.
import type { Ffi } from './ffi.ts';

export const ffi: Ffi = {
  open: () => {
    throw new Error('there are no foreign functions on Node');
  },
};
