// A bundle of its own (package.json, imports): node:readline, and what a session needs.
export { repl } from './commands/repl.ts';
