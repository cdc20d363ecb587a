// A bundle of its own (package.json, imports): plugins in C.
export { Plugins } from './native/plugins.ts';
