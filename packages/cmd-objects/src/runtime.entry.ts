// A bundle of its own (package.json, imports): the object space, which help and a running daemon do without.
export { readLineHere, withRuntime } from './with-runtime.ts';
