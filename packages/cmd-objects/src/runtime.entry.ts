// A bundle of its own (package.json, imports): the object space, which help and a running daemon do without.
export { withRuntime } from './with-runtime.ts';
