// A bundle of its own (package.json, imports): plugins in C.
export { compileShared } from './native/build-shim.ts';
export { header } from './native/header.ts';
export { Plugins } from './native/plugins.ts';
