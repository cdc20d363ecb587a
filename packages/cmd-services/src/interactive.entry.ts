// A bundle of its own (package.json, imports): node:readline and what a session needs of every command.
export { converseInteractively } from './commands/interactive.ts';
