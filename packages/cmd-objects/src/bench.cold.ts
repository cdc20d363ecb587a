// A bundle of its own (package.json, imports): measuring.
export { bench } from './commands/bench.ts';
